namespace Fulgurite.App.Pages;

/// <summary>
/// The mark: a forked tube of glass, as lightning leaves it in sand. The header draws it in the text's accent colour; the
/// icon asset is the same shape.
/// </summary>
internal static class Logo
{
    /// <summary>The mark as inline SVG, hidden from screen readers because the name stands beside it.</summary>
    public static Html Render() => Html.Of($"""
        <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
        <path class="glass" d="M18.5 2 9 17h6l-3.2 13L23 13.5h-6.2z"/>
        <path class="vein" d="M17 6.5 11.8 15.2h5L14.4 25"/>
        </svg>
        """);
}
