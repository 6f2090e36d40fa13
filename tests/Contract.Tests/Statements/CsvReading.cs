using System.Text;

namespace Fulgurite.Contracts.Statements;

/// <summary>Reads CSV as RFC 4180 tells, strictly, and shares no code with what writes it.</summary>
internal static class CsvReading
{
    /// <summary>The rows of a file, each a cell by its column's name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(string text)
    {
        var rows = Rows(text);
        return
        [
            .. rows.Skip(1).Select(row =>
            {
                Assert.Equal(rows[0].Count, row.Count);
                return rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second);
            }),
        ];
    }

    private static List<List<string>> Rows(string text)
    {
        var (rows, row, cell, isQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when isQuoted && i + 1 < text.Length && text[i + 1] == '"':
                    cell.Append(text[i++]);
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    row.Add(Taken(cell));
                    break;
                case '\r' when !isQuoted:
                    Assert.Equal('\n', text[++i]);
                    row.Add(Taken(cell));
                    rows.Add(row);
                    row = [];
                    break;
                case '\n' when !isQuoted:
                    Assert.Fail("a line feed stands alone");
                    break;
                default:
                    cell.Append(text[i]);
                    break;
            }
        }

        Assert.Empty(row);
        Assert.Equal(0, cell.Length);
        return rows;
    }

    private static string Taken(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }
}
