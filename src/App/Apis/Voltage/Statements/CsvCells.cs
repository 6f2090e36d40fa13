using System.Buffers;
using System.Text;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// Rows of CSV as RFC 4180 has them: cells between commas, a line feed after a carriage return at each end, cells in
/// quotes where they must be. Text that somebody wrote can not become a formula in a spreadsheet: what would begin one
/// gets an apostrophe in front (OWASP, CSV Injection). Numbers are ours, and stay numbers, below zero too.
/// </summary>
internal static class CsvCells
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Text from anywhere.</summary>
    public static string Text(string text)
    {
        var first = text.AsSpan().TrimStart();
        var begins = first.Length > 0 && first[0] is ('=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠');
        var isFormula = begins || (text.Length > 0 && text[0] is ('\t' or '\r' or '\n'));
        return isFormula ? "'" + text : text;
    }

    /// <summary>Writes a row of cells.</summary>
    public static void WriteRow(IBufferWriter<byte> body, params ReadOnlySpan<string> cells)
    {
        var row = new StringBuilder();
        foreach (var cell in cells)
        {
            row.Append(Cell(cell)).Append(',');
        }

        row.Length--;
        body.Write(Encoding.UTF8.GetBytes(row.Append("\r\n").ToString()));
    }

    private static string Cell(string cell) =>
        cell.AsSpan().ContainsAny(Quoted) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
