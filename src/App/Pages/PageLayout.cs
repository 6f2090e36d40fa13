namespace Fulgurite.App.Pages;

/// <summary>
/// The document around every page: head, header with the logo, main, footer, and the live region that scripts announce
/// changes in. It stands outside the content because a live region that is swapped with the content stays silent.
/// </summary>
internal static class PageLayout
{
    /// <summary>A whole document.</summary>
    public static Html Render(PageFrame frame, Html content) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>{frame.Title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <meta name="format-detection" content="telephone=no">
        <link rel="icon" href="{PageAssets.Icon.Path}" type="image/svg+xml">
        <link rel="stylesheet" href="{PageAssets.Style.Path}">
        <script src="{PageAssets.PageScript.Path}" defer></script>
        {Script(frame.Script)}
        </head>
        <body class="{(frame.IsWide ? "wide" : "narrow")}">
        <a class="skip" href="#main">Skip to content</a>
        {Notice(frame.Notice)}
        <header class="top">
        <span class="brand">{Logo.Render()}<span>Fulgurite</span></span>
        {Navigation(frame.Links)}
        </header>
        <main id="main" tabindex="-1">
        {content}
        </main>
        <footer class="bottom"><p>Lightning payments by Fulgurite</p></footer>
        <p id="announcer" class="unseen" role="status" aria-live="polite"></p>
        </body>
        </html>

        """);

    private static Html Script(PageAsset? script) =>
        script is null ? Html.Empty : Html.Of($"""<script src="{script.Path}" defer></script>""");

    private static Html Notice(string? notice) =>
        notice is null ? Html.Empty : Html.Of($"""<p class="notice">{notice}</p>""");

    private static Html Navigation(IReadOnlyList<PageLink> links) => links.Count == 0
        ? Html.Empty
        : Html.Of($"""<nav aria-label="Sandbox"><ul>{Html.Concat(links.Select(Link))}</ul></nav>""");

    private static Html Link(PageLink link) => link.IsCurrent
        ? Html.Of($"""<li><a href="{link.Path}" aria-current="page">{link.Text}</a></li>""")
        : Html.Of($"""<li><a href="{link.Path}">{link.Text}</a></li>""");
}
