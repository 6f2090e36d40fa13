namespace Fulgurite.App.Pages;

/// <summary>
/// Markup that is safe to send: made only of literals in our source and of text that was encoded on its way in. There
/// is no way to turn a string from outside into <see cref="Html"/> without encoding it. <c>default</c> is no markup.
/// </summary>
internal readonly struct Html
{
    /// <summary>No markup.</summary>
    public static readonly Html Empty;

    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>
    /// Markup from an interpolated string: its literals stay, every string in a hole is HTML-encoded.
    /// </summary>
    public static Html Of(HtmlInterpolation interpolation) => new(interpolation.ToMarkup());

    /// <summary>The parts one after another.</summary>
    public static Html Concat(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    /// <summary>The markup text.</summary>
    public override string ToString() => _markup ?? string.Empty;
}
