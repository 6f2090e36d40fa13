namespace Fulgurite.Tests;

/// <summary>
/// Cases as a table of text: the first line names the columns, every further line is one case; columns are set apart by
/// bars. Empty lines and lines of dashes say nothing.
/// </summary>
internal static class TextTable
{
    /// <summary>The cases, each a line's cells by their column's name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Parse(string text)
    {
        var lines = text.Split('\n').Where(line => line.Trim(' ', '-', '|').Length > 0).Select(Cells).ToList();
        Assert.All(lines, cells => Assert.Equal(lines[0].Length, cells.Length));
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(c => c.First, c => c.Second))];
    }

    private static string[] Cells(string line) => line.Split('|', StringSplitOptions.TrimEntries);
}
