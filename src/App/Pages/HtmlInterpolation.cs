using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Fulgurite.App.Pages;

/// <summary>
/// Builds <see cref="Html"/> from an interpolated string. A hole takes a string (encoded), a whole number, or markup
/// that already is <see cref="Html"/>; any other type does not compile. Holes in attributes stand between double
/// quotes, where the encoding holds; a URL in <c>href</c> starts with a literal of ours, because encoding does not
/// disarm a scheme.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlInterpolation
{
    // All of Unicode may pass as itself except the characters that HTML gives a meaning; pages are sent as UTF-8.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup;

    /// <summary>Called by the compiler.</summary>
    public HtmlInterpolation(int literalLength, int formattedCount) =>
        _markup = new StringBuilder(literalLength + (formattedCount * 32));

    /// <summary>A literal of ours, as it is.</summary>
    public void AppendLiteral(string markup) => _markup.Append(markup);

    /// <summary>Text from anywhere, encoded; null is nothing.</summary>
    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? string.Empty));

    /// <summary>A whole number in decimal digits.</summary>
    public void AppendFormatted(long number) => _markup.Append(number);

    /// <summary>Markup, as it is.</summary>
    public void AppendFormatted(Html markup) => _markup.Append(markup.ToString());

    /// <summary>What was built.</summary>
    public string ToMarkup() => _markup.ToString();
}
