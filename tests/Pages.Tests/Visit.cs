using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>
/// One visitor with a browser of their own. At the end the visit must have been clean: no error on the console (which
/// is where a breach of the security policy shows), no exception, no request to another origin.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly IBrowserContext _context;
    private readonly string _origin;

    private Visit(IBrowserContext context, IPage page, string origin)
    {
        _context = context;
        _origin = origin;
        Page = page;
    }

    /// <summary>The open page.</summary>
    public IPage Page { get; }

    /// <summary>A console error to expect, such as of a page that answers 404; null for none.</summary>
    public string? ExpectedError { get; set; }

    /// <summary>Starts a visit.</summary>
    public static Task<Visit> Begin(Chromium chromium, Shop shop, BrowserNewContextOptions? options = null) =>
        Begin(chromium, shop.Url, options);

    /// <summary>Starts a visit of an origin, which has no slash at its end.</summary>
    public static async Task<Visit> Begin(Chromium chromium, string origin, BrowserNewContextOptions? options = null)
    {
        var context = await chromium.Browser.NewContextAsync(options ?? new BrowserNewContextOptions());
        // Only ever waited out by a failing test, and then a busy machine is not the reason.
        context.SetDefaultTimeout(30_000);
        var visit = new Visit(context, await context.NewPageAsync(), origin);
        visit.Page.Console += (_, message) => visit.Complain(message.Type == "error", message.Text);
        visit.Page.PageError += (_, error) => visit.Complain(true, error);
        visit.Page.Request += (_, request) => visit.Complain(visit.IsForeign(request.Url), request.Url);
        return visit;
    }

    /// <summary>Starts a visit that may use the clipboard.</summary>
    public static Task<Visit> BeginWithClipboard(Chromium chromium, Shop shop) =>
        Begin(chromium, shop, new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });

    /// <summary>Starts a visit whose browser clock stands with the shop's and is moved by the test.</summary>
    public static async Task<Visit> BeginWithClock(Chromium chromium, Shop shop)
    {
        var visit = await Begin(chromium, shop);
        // The clock runs from its installation on; started a little early, it can be stopped exactly on time.
        var now = shop.Clock.GetUtcNow().UtcDateTime;
        await visit.Page.Clock.InstallAsync(new ClockInstallOptions { TimeDate = now.AddMinutes(-10) });
        await visit.Page.Clock.PauseAtAsync(now);
        return visit;
    }

    /// <summary>Opens a path of the origin.</summary>
    public Task<IResponse?> Open(string path) => Page.GotoAsync(_origin + path);

    /// <summary>Opens the page of the one invoice.</summary>
    public Task<IResponse?> OpenDeposit() => Open("/pay/" + Samples.InvoiceId);

    /// <summary>The text of the first element that a selector finds.</summary>
    public async Task<string> Text(string selector) => (await Page.Locator(selector).First.InnerTextAsync()).Trim();

    /// <summary>Waits until the first element that a selector finds has a text.</summary>
    public Task UntilText(string selector, string text) =>
        Assertions.Expect(Page.Locator(selector).First).ToHaveTextAsync(text);

    /// <summary>Waits until the page shows a stage.</summary>
    public Task UntilStage(string stage) =>
        Assertions.Expect(Page.Locator("#deposit")).ToHaveAttributeAsync("data-stage", stage);

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }

    private bool IsForeign(string url) =>
        !url.StartsWith(_origin + "/", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal);

    private void Complain(bool isWrong, string text)
    {
        if (isWrong && (ExpectedError is null || !text.Contains(ExpectedError, StringComparison.Ordinal)))
        {
            _complaints.Enqueue(text);
        }
    }
}
