using Fulgurite.Pages;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Fulgurite.Pages;

/// <summary>
/// One real Chromium for all tests; each test gets a browser context of its own, which shares nothing. The browser is
/// Debian's, or what CHROMIUM_PATH names.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;

    /// <summary>The running browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
