namespace Fulgurite.App.Pages;

/// <summary>
/// The mark: a forked tube of glass, as lightning leaves it in sand. The header draws it in the text's accent colour;
/// the icon asset is the same shape.
/// </summary>
internal static class Logo
{
    /// <summary>The mark as inline SVG, hidden from screen readers because the name stands beside it.</summary>
    public static Html Render() => Html.Of($"""
        <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
        <path class="glass" d="M19.5 1 6 18.5h8L10.5 31 26 12.5h-8.8z"/>
        <path class="vein" d="M18 5.5 12 15.5h6L13 26"/>
        </svg>
        """);
}
