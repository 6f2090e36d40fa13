using System.Globalization;
using Fulgurite.App.Pages;

namespace Fulgurite.App.SandboxPages;

/// <summary>The callbacks that the sandbox received, newest first.</summary>
internal static class InboxPage
{
    /// <summary>
    /// The document. The script asks for it again and takes over the callbacks that it does not yet show.
    /// </summary>
    public static Html Render(IReadOnlyList<ReceivedCallback> callbacks, bool isMainnet)
    {
        var frame = SandboxFrame.For("Inbox", SandboxFrame.InboxPath, isMainnet) with
        {
            Script = PageAssets.InboxScript,
        };
        return PageLayout.Render(frame, Html.Of($"""
            <div class="intro"><h1>Callback inbox</h1>
            <p class="lead">What your server would receive, byte for byte, with each signature checked.
            <span class="scripted">New ones appear by themselves.</span></p>
            <p id="count" class="hint" role="status" aria-live="polite">{Count(callbacks.Count)}</p></div>
            {Empty(callbacks.Count == 0)}
            <ol id="callbacks" class="inbox" reversed>{Html.Concat(callbacks.Select(Callback))}</ol>
            <p class="hint scriptless">Reload this page to see new callbacks.</p>
            """));
    }

    private static string Count(int count) => count switch
    {
        0 => "No callbacks yet",
        1 => "1 callback",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} callbacks"),
    };

    private static Html Empty(bool isEmpty) => isEmpty
        ? Html.Of($"""<div id="empty" class="card block">{HowToFill()}</div>""")
        : Html.Of($"""<div id="empty" class="card block" hidden>{HowToFill()}</div>""");

    private static Html HowToFill() => Html.Of($"""
        <h2>Nothing has arrived yet</h2>
        <p class="lead">Open the deposit form from the <a href="{SandboxFrame.HomePath}">sandbox page</a>, generate an
        invoice and pay it: in the sandbox, with its button <em>Pay from the sandbox</em>. The signed callback shows
        here a moment later.</p>
        """);

    private static Html Callback(ReceivedCallback callback, int index)
    {
        var body = CallbackBody.Read(callback.Body.Span);
        return Html.Of($"""
            <li id="callback-{callback.Id}" class="card callback">
            <div class="callback-head">
            <h2><bdi>{callback.EventName ?? callback.Scheme}</bdi></h2>{Badge(callback)}</div>
            <p class="callback-meta"><span>{PageText.Time(callback.ReceivedAt)}</span>
            <span>Scheme {callback.Scheme}</span><span>Attempt {callback.Attempt}</span></p>
            {Problem(callback)}
            {Unfolding(index == 0)}<summary>Body</summary><pre class="wrapped" tabindex="0"
            aria-label="Body">{body.Pretty}</pre></details>
            <details><summary>Raw body ({callback.Body.Length} bytes)</summary><pre class="wrapped" tabindex="0"
            aria-label="Raw body">{body.Raw}</pre></details>
            <details><summary>Headers ({callback.Headers.Count})</summary>
            <dl class="headers mono">{Html.Concat(callback.Headers.Select(Header))}</dl></details>
            </li>
            """);
    }

    // Only the newest is unfolded, so that a long list can be looked over.
    private static Html Unfolding(bool isOpen) => isOpen ? Html.Of($"<details open>") : Html.Of($"<details>");

    private static Html Badge(ReceivedCallback callback) => callback.IsVerified
        ? Html.Of($"""<span class="badge good">Verified</span>""")
        : Html.Of($"""<span class="badge bad">NOT verified</span>""");

    private static Html Problem(ReceivedCallback callback) => callback.IsVerified || callback.Problem is null
        ? Html.Empty
        : Html.Of($"""<p class="problem">{callback.Problem}</p>""");

    private static Html Header(KeyValuePair<string, string> header) =>
        Html.Of($"""<div><dt>{header.Key}:</dt><dd>{header.Value}</dd></div>""");
}
