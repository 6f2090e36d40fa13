using System.Text;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>The home page and the inbox of a sandbox.</summary>
public sealed class SandboxPagesTests(Chromium chromium)
{
    [Fact]
    public async Task Home_shows_what_the_first_call_needs()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.Open("/");

        Assert.StartsWith("curl -s http://", await visit.Text("#first-request"), StringComparison.Ordinal);
        var names = await visit.Page.Locator("dl").First.InnerTextAsync();
        foreach (var name in new[] { "Base URL", "Organization", "Environment", "Wallet", "http://localhost:7071" })
        {
            Assert.Contains(name, names, StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/pay/new/wallet-7", "/sandbox/inbox", "/openapi/v1.json", "/health" })
        {
            Assert.Equal(1, await visit.Page.Locator($".tiles a[href='{path}']").CountAsync());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Home_folds_secrets_away(bool hasScripts)
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop, new() { JavaScriptEnabled = hasScripts });
        await visit.Open("/");
        var secret = visit.Page.GetByText("sandbox-secret-of-alphapo");
        Assert.False(await secret.IsVisibleAsync());

        await visit.Page.Locator("summary").Last.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(secret).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Home_copies_and_keeps_the_buttons_full_name()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClipboard(chromium, shop);
        await visit.Open("/");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy Wallet" }).ClickAsync();

        await visit.UntilText("#announcer", "Copied");
        Assert.Equal(
            "c7d0b6b8-9d52-4c39-8a3d-6f3f5f3e1b03",
            await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Equal(1, await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copied Wallet" }).CountAsync());
    }

    [Fact]
    public async Task Home_tells_how_to_pay_where_the_network_is_simulated()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        await visit.Open("/");
        Assert.Equal(Samples.Home().PayRequest, await visit.Text("#pay-request"));

        shop.Home = shop.Home with { PayRequest = null };
        await visit.Open("/");

        Assert.Equal(0, await visit.Page.Locator("#pay-request").CountAsync());
        Assert.Contains("your Lightning node", await visit.Text(".lead"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Sandbox: no real money moves here.")]
    [InlineData(true, "Mainnet: real money moves here.")]
    public async Task Says_whether_money_is_real(bool isMainnet, string notice)
    {
        await using var shop = await Shop.Open(isMainnet: isMainnet);
        await using var visit = await Visit.Begin(chromium, shop);

        foreach (var path in new[] { "/", "/sandbox/inbox" })
        {
            await visit.Open(path);
            Assert.Equal(notice, await visit.Text(".notice"));
        }
    }

    [Fact]
    public async Task The_functions_host_gets_a_constant()
    {
        await using var shop = await Shop.Open();
        using var client = new HttpClient();

        Assert.Equal("fulgurite\n", await client.GetStringAsync(shop.Url + "/"));
    }

    [Fact]
    public async Task An_empty_inbox_says_what_to_do()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.Open("/sandbox/inbox");

        Assert.True(await visit.Page.GetByText("Pay from the sandbox").IsVisibleAsync());
        Assert.Equal("No callbacks yet", await visit.Text("#count[role=status]"));
    }

    [Fact]
    public async Task The_inbox_shows_each_callback_as_it_came()
    {
        await using var shop = await Shop.Open();
        shop.Inbox = [Samples.Callback(2, isVerified: false), Samples.Callback(1)];
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.Open("/sandbox/inbox");

        Assert.Equal(["NOT verified", "Verified"], await visit.Page.Locator(".badge").AllInnerTextsAsync());
        Assert.Equal("true,false", await visit.Page.EvaluateAsync<string>(
            "[...document.querySelectorAll('.callback')].map((each) => each.querySelector('details').open).join()"));
        var newest = visit.Page.Locator(".callback").First;
        Assert.Equal(
            Encoding.UTF8.GetString(Samples.Callback(2).Body.Span),
            await newest.Locator("pre[aria-label='Raw body']").TextContentAsync());
        Assert.Contains(
            "  \"amount\": \"0.00250000\"",
            await newest.Locator("pre").First.TextContentAsync(),
            StringComparison.Ordinal);
        Assert.Contains("X-Processing-Key:", await newest.Locator("dl").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Attempt 1", await newest.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_callbacks_appear_on_top_and_leave_the_others_alone()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClock(chromium, shop);
        await visit.Open("/sandbox/inbox");

        shop.Inbox = [Samples.Callback(1)];
        await visit.Page.Clock.RunForAsync(2_000);
        await Assertions.Expect(visit.Page.Locator(".callback")).ToHaveCountAsync(1);
        Assert.False(await visit.Page.Locator("#empty").IsVisibleAsync());
        await visit.Page.GetByText("Headers (3)").ClickAsync();
        shop.Inbox = [Samples.Callback(2), Samples.Callback(1)];
        await visit.Page.Clock.RunForAsync(2_000);
        await Assertions.Expect(visit.Page.Locator(".callback")).ToHaveCountAsync(2);

        Assert.Equal("callback-c2", await visit.Page.Locator(".callback").First.GetAttributeAsync("id"));
        Assert.True(await visit.Page.Locator("#callback-c1 dl").IsVisibleAsync());
        Assert.Equal("2 callbacks", await visit.Text("#count"));
    }

    [Fact]
    public async Task A_callback_does_nothing_to_the_inbox()
    {
        await using var shop = await Shop.Open();
        shop.Inbox =
        [
            Samples.Callback(1) with
            {
                Body = Encoding.UTF8.GetBytes(Samples.Hostile),
                EventName = Samples.Hostile,
                Headers = [new KeyValuePair<string, string>(Samples.Hostile, Samples.Hostile)],
            },
        ];
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.Open("/sandbox/inbox");

        Assert.Equal(0, await visit.Page.Locator("main img, main script").CountAsync());
        Assert.Equal(Samples.Hostile, await visit.Page.Locator("pre").First.TextContentAsync());
        Assert.Null(await visit.Page.EvaluateAsync<int?>("window.harmed"));
    }
}
