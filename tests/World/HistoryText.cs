using System.Globalization;
using System.Runtime.CompilerServices;

namespace Fulgurite.Worlds;

/// <summary>
/// A line's words, put together only if the history is kept: most worlds end well, and nobody reads them.
/// </summary>
[InterpolatedStringHandler]
internal ref struct HistoryText
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>Begins a text; <paramref name="isKept"/> tells the caller whether to go on.</summary>
    public HistoryText(int literalLength, int formattedCount, History history, out bool isKept)
    {
        isKept = history.IsKept;
        text = isKept ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Adds words.</summary>
    public void AppendLiteral(string words) => text.AppendLiteral(words);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    /// <summary>The text.</summary>
    public string ToText() => text.ToStringAndClear();
}
