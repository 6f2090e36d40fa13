using System.Globalization;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Golden;

/// <summary>Rows as text that people can compare: see README.md in this folder.</summary>
internal static class RowText
{
    /// <summary>The text of a row.</summary>
    public static string Write(TableName table, RowKey key, RowFields fields)
    {
        var head = new[] { $"table: {table}", $"partition: {key.Partition}", $"row: {key.Row}" };
        return string.Concat(head.Concat(fields.Select(f => $"{f.Key}: {Value(f.Value)}")).Select(line => line + "\n"));
    }

    /// <summary>The row of a text.</summary>
    public static Row Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2)).ToList();
        Assert.Equal(["table", "partition", "row"], lines.Take(3).Select(line => line[0]));
        var fields = new RowFields();
        foreach (var line in lines.Skip(3))
        {
            Add(fields, line[0], line[1].Split(' ', 2));
        }

        return new Row(new RowKey(lines[1][1], lines[2][1]), new ETag("1"), fields);
    }

    private static string Value(object value) => value switch
    {
        string text => $"text {text.Replace("\\", "\\\\").Replace("\n", "\\n")}",
        long integer => $"integer {integer.ToString(CultureInfo.InvariantCulture)}",
        bool flag => flag ? "flag true" : "flag false",
        DateTimeOffset at => $"instant {at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}",
        byte[] binary => $"binary {Convert.ToBase64String(binary)}",
        _ => throw new ArgumentException($"{value.GetType()} is not a column's type."),
    };

    private static void Add(RowFields fields, string name, string[] typed)
    {
        switch (typed[0])
        {
            case "text":
                fields.Add(name, typed[1].Replace("\\n", "\n").Replace("\\\\", "\\"));
                break;
            case "integer":
                fields.Add(name, long.Parse(typed[1], CultureInfo.InvariantCulture));
                break;
            case "flag":
                fields.Add(name, typed[1] == "true");
                break;
            case "instant":
                fields.Add(name, DateTimeOffset.Parse(typed[1], CultureInfo.InvariantCulture));
                break;
            case "binary":
                fields.Add(name, Convert.FromBase64String(typed[1]));
                break;
            default:
                throw new ArgumentException($"{typed[0]} is not a column's type.");
        }
    }
}
