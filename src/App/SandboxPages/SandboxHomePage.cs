using Fulgurite.App.Pages;

namespace Fulgurite.App.SandboxPages;

/// <summary>The first page of a local sandbox: what to copy and where to go.</summary>
internal static class SandboxHomePage
{
    /// <summary>The document.</summary>
    public static Html Render(SandboxHomeView home, bool isMainnet) =>
        PageLayout.Render(SandboxFrame.For("Home", SandboxFrame.HomePath, isMainnet), Html.Of($"""
            {Intro(home.PayRequest is not null)}
            <nav aria-label="Places"><ul class="tiles">{Tiles(home)}</ul></nav>
            <section class="card block" aria-labelledby="first">
            <div class="block-head"><h2 id="first">Make an invoice from your shell</h2>
            {CopyButton("first-request", "command")}</div>
            <pre id="first-request" class="wrapped" tabindex="0" aria-labelledby="first">{home.FirstRequest}</pre>
            {Pay(home.PayRequest)}
            </section>
            <section class="card block" aria-labelledby="facts"><h2 id="facts">Address and ids</h2>
            <dl class="facts">{Facts(home)}</dl></section>
            <section class="card block" aria-labelledby="keys"><h2 id="keys">Keys</h2>
            <dl class="facts">{Html.Concat(home.Keys.Select(Key))}</dl></section>
            """));

    private static Html Intro(bool isSimulated) => isSimulated
        ? Html.Of($"""
            <div class="intro"><h1>Your sandbox is running</h1>
            <p class="lead">A Lightning network of its own: make an invoice, pay it, and watch the callback arrive.</p>
            </div>
            """)
        : Html.Of($"""
            <div class="intro"><h1>Fulgurite is running</h1>
            <p class="lead">It makes its invoices on your Lightning node: pay them with any wallet on the same
            network.</p></div>
            """);

    private static Html Pay(string? request) => request is null
        ? Html.Empty
        : Html.Of($"""
            <div class="block-head"><h3 id="pay">Pay it as a customer would</h3>
            {CopyButton("pay-request", "payment command")}</div>
            <pre id="pay-request" class="wrapped" tabindex="0" aria-labelledby="pay">{request}</pre>
            <p class="hint">Put the <code>address</code> of the answer where <code>lnbcrt...</code> stands.</p>
            """);

    private static Html Tiles(SandboxHomeView home) => Html.Of($"""
        {Tile("/pay/new/" + Uri.EscapeDataString(home.FormWalletId), "Deposit form", "Start here, as a customer")}
        {Tile(SandboxFrame.InboxPath, "Callback inbox", "What your server would receive")}
        {Tile(home.OpenApiPath, "OpenAPI", "Every endpoint and field")}
        {Tile(home.HealthPath, "Health", "What works and what does not")}
        """);

    private static Html Tile(string path, string name, string purpose) =>
        Html.Of($"""<li><a href="{path}"><strong>{name}</strong><span>{purpose}</span></a></li>""");

    private static Html Facts(SandboxHomeView home) => Html.Concat(
        home.Facts.Prepend(new SandboxFact("Base URL", home.BaseUrl))
            .Select((fact, index) => Fact(fact, $"fact-{index}")));

    private static Html Fact(SandboxFact fact, string id) => Html.Of($"""
        <div><dt>{fact.Name}</dt><dd>{Copied(id, fact.Value, fact.Name)}</dd></div>
        """);

    // A details element needs no script and tells keyboards and screen readers by itself whether it is open.
    private static Html Key(SandboxKey key, int index)
    {
        var id = $"key-{index}";
        var publicPart = key.PublicPart is null
            ? Html.Empty
            : Copied(id + "-public", key.PublicPart, key.Name);
        return Html.Of($"""
            <div><dt>{key.Name}</dt><dd>{publicPart}
            <details class="secret"><summary>Secret<span class="unseen"> of {key.Name}</span></summary>
            {Copied(id, key.Secret, key.Name + " secret")}</details></dd></div>
            """);
    }

    private static Html Copied(string id, string value, string what) => Html.Of($"""
        <div class="copied"><code id="{id}">{value}</code>{CopyButton(id, what)}</div>
        """);

    private static Html CopyButton(string id, string what) => Html.Of($"""
        <button type="button" class="button small scripted" data-copy="{id}"><span>Copy</span><span class="unseen">
        {what}</span></button>
        """);
}
