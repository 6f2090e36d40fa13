using System.Globalization;
using System.Runtime.CompilerServices;

namespace Fulgurite.Worlds;

/// <summary>What is said where something is not so, put together only then: nearly everything is as expected.</summary>
[InterpolatedStringHandler]
internal ref struct Complaint
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>Begins a text; <paramref name="isNeeded"/> tells the caller whether to go on.</summary>
    public Complaint(int literalLength, int formattedCount, bool isSo, out bool isNeeded)
    {
        isNeeded = !isSo;
        text = isNeeded ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Adds words.</summary>
    public void AppendLiteral(string words) => text.AppendLiteral(words);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    /// <summary>Adds a value in a form of its own.</summary>
    public void AppendFormatted<T>(T value, string format) => text.AppendFormatted(value, format);

    /// <summary>The text.</summary>
    public string ToText() => text.ToStringAndClear();
}
