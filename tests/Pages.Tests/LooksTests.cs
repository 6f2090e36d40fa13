using System.Text;
using Fulgurite.App.Checkout;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>
/// What holds on every page: small screens, both colour schemes, keyboards, screen readers, still motion.
/// </summary>
public sealed class LooksTests(Chromium chromium)
{
    private static readonly (string Name, string Path, DepositStatus Status)[] Shown =
    [
        ("waiting", "/pay/" + Samples.InvoiceId, DepositStatus.Open),
        ("accepted", "/pay/" + Samples.InvoiceId, DepositStatus.Accepted),
        ("paid", "/pay/" + Samples.InvoiceId, DepositStatus.Paid),
        ("expired", "/pay/" + Samples.InvoiceId, DepositStatus.Expired),
        ("canceled", "/pay/" + Samples.InvoiceId, DepositStatus.Canceled),
        ("unknown", "/pay/none", DepositStatus.Open),
        ("form", "/pay/new/" + Samples.WalletId, DepositStatus.Open),
        ("home", "/", DepositStatus.Open),
        ("inbox", "/sandbox/inbox", DepositStatus.Open),
    ];

    public static TheoryData<string> Pages => [.. Shown.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Fits_and_reads_well_in_every_light(string name)
    {
        await using var shop = await OpenShop(name);
        await using var visit = await Visit.Begin(chromium, shop);
        visit.ExpectedError = "status of 404";
        var contrast = await ReadContrastCheck();
        foreach (var width in new[] { 360, 1280 })
        {
            await visit.Page.SetViewportSizeAsync(width, 800);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Page.EmulateMediaAsync(
                    new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await visit.Open(PathOf(name));
                await Photograph(visit, $"{name}-{width}-{scheme}");

                const string overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
                Assert.Equal(0, await visit.Page.EvaluateAsync<int>(overflow));
                Assert.Empty(await visit.Page.EvaluateAsync<string[]>(contrast));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Has_landmarks_one_heading_and_a_quiet_live_region(string name)
    {
        await using var shop = await OpenShop(name);
        await using var visit = await Visit.Begin(chromium, shop);
        visit.ExpectedError = "status of 404";

        await visit.Open(PathOf(name));

        foreach (var landmark in new[] { "html[lang=en]", "body > header", "main#main", "body > footer", "h1" })
        {
            Assert.Equal(1, await visit.Page.Locator(landmark).CountAsync());
        }

        Assert.Equal(1, await visit.Page.Locator("#announcer[role=status][aria-live=polite]").CountAsync());
        const string unwanted = "[aria-live=assertive], [style], style, script:not([src])";
        Assert.Equal(0, await visit.Page.Locator(unwanted).CountAsync());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Moves_nothing_for_those_who_asked_for_stillness(string name)
    {
        await using var shop = await OpenShop(name);
        await using var visit = await Visit.Begin(chromium, shop, new() { ReducedMotion = ReducedMotion.Reduce });
        visit.ExpectedError = "status of 404";

        await visit.Open(PathOf(name));

        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.getAnimations().length"));
    }

    [Fact]
    public async Task The_keyboard_goes_through_the_deposit_page_in_reading_order()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        await visit.OpenDeposit();

        foreach (var name in new[] { "Skip to content", "Open wallet", "invoice", "Copy", "Pay from the sandbox" })
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            Assert.Equal(name, await visit.Page.EvaluateAsync<string>(
                "document.activeElement.innerText.trim() || document.activeElement.id"));
            Assert.NotEqual("none", await visit.Page.EvaluateAsync<string>(
                "getComputedStyle(document.activeElement).outlineStyle"));
        }
    }

    [Fact]
    public async Task The_keyboard_fills_in_the_form()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        await visit.Open("/pay/new/" + Samples.WalletId);

        await visit.Page.Locator("#amount").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("250000");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(visit.Page.Locator("input[value=sats]")).ToBeCheckedAsync(
            new LocatorAssertionsToBeCheckedOptions { Timeout = 30_000 });
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.WaitForURLAsync("**/pay/" + Samples.InvoiceId);
        Assert.Equal(250_000, shop.Created.Single().Amount.ToSatsRoundedDown());
    }

    private static async Task<Shop> OpenShop(string name)
    {
        var status = Shown.Single(page => page.Name == name).Status;
        var shop = await Shop.Open(Samples.Deposit() with
        {
            Status = status,
            PaidAt = status == DepositStatus.Paid ? ShopClock.Start : null,
        });
        shop.Inbox = [Samples.Callback(2, isVerified: false), Samples.Callback(1)];
        return shop;
    }

    private static string PathOf(string name) => Shown.Single(page => page.Name == name).Path;

    // Set PAGES_SHOTS to a folder to keep a picture of every page.
    internal static async Task Photograph(Visit visit, string name)
    {
        if (Environment.GetEnvironmentVariable("PAGES_SHOTS") is { Length: > 0 } folder)
        {
            var path = Path.Combine(folder, name + ".png");
            await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        }
    }

    internal static async Task<string> ReadContrastCheck()
    {
        await using var resource = typeof(LooksTests).Assembly.GetManifestResourceStream("contrast.js")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
