using Fulgurite.App.Checkout;
using Fulgurite.Money;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>What the hosted deposit page shows.</summary>
public sealed class DepositPageTests(Chromium chromium)
{
    [Theory]
    [InlineData("Open", "waiting", "Waiting for payment")]
    [InlineData("Accepted", "accepted", "Payment on its way")]
    [InlineData("Paid", "paid", "Paid")]
    [InlineData("Expired", "expired", "Expired")]
    [InlineData("Canceled", "canceled", "Canceled")]
    public async Task Says_where_the_payment_stands(string status, string stage, string headline)
    {
        await using var shop = await Shop.Open(Samples.Deposit() with
        {
            Status = Enum.Parse<DepositStatus>(status),
            PaidAt = status == "Paid" ? ShopClock.Start : null,
        });
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.OpenDeposit();

        await visit.UntilStage(stage);
        Assert.Equal(headline, await visit.Text("#state"));
        Assert.StartsWith(headline, await visit.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(stage == "waiting", await visit.Page.Locator(".qr").IsVisibleAsync());
        Assert.Equal(stage == "waiting", await visit.Page.GetByText("Open wallet").IsVisibleAsync());
    }

    [Fact]
    public async Task Shows_the_amount_in_both_units()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.OpenDeposit();

        Assert.Equal("0.00250000 BTC", (await visit.Text("h1")).ReplaceLineEndings(" "));
        Assert.Equal("250,000 sats", await visit.Text(".sats"));
    }

    [Fact]
    public async Task Shows_a_fraction_of_a_satoshi_exactly()
    {
        await using var shop = await Shop.Open(Samples.Deposit() with { Amount = new Msat(1_234_567) });
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.OpenDeposit();

        Assert.Equal("0.00001234567", await visit.Text(".btc"));
        Assert.Equal("1,234.567 sats", await visit.Text(".sats"));
    }

    [Fact]
    public async Task Leaves_the_amount_to_the_payer_when_the_invoice_has_none()
    {
        await using var shop = await Shop.Open(Samples.Deposit() with { Amount = null });
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.OpenDeposit();

        Assert.Equal("Any amount", await visit.Text(".btc"));
    }

    [Fact]
    public async Task Opens_a_wallet_on_this_device()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.OpenDeposit();

        var link = await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Open wallet" }).GetAttributeAsync("href");
        Assert.Equal("lightning:" + Samples.PaymentRequest, link);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Its_code_scans_to_the_invoice(ColorScheme scheme)
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop, new() { ColorScheme = scheme });

        await visit.OpenDeposit();

        var picture = await visit.Page.Locator(".qr").ScreenshotAsync();
        Assert.Equal("LIGHTNING:" + Samples.PaymentRequest.ToUpperInvariant(), await QrScanner.Scan(picture));
    }

    [Fact]
    public async Task Copies_the_invoice()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.BeginWithClipboard(chromium, shop);
        await visit.OpenDeposit();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await visit.UntilText("#announcer", "Copied");
        Assert.Equal(Samples.PaymentRequest, await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Selects_the_invoice_when_there_is_no_clipboard()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        await visit.Page.AddInitScriptAsync(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;");
        await visit.OpenDeposit();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await visit.UntilText("[data-copy]", "Press Ctrl+C");
        const string selected = "(() => { const i = document.getElementById('invoice');"
            + " return i.value.slice(i.selectionStart, i.selectionEnd); })()";
        Assert.Equal(Samples.PaymentRequest, await visit.Page.EvaluateAsync<string>(selected));
    }

    [Fact]
    public async Task Shows_the_invoice_without_scripts()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop, new() { JavaScriptEnabled = false });

        await visit.OpenDeposit();

        Assert.True(await visit.Page.Locator(".qr svg").IsVisibleAsync());
        Assert.Equal("250,000 sats", await visit.Text(".sats"));
        Assert.Equal(Samples.PaymentRequest, await visit.Page.Locator("#invoice").InputValueAsync());
        Assert.Equal("Expires 21 Nov 2026, 12:15:00 UTC", await visit.Text(".until"));
        Assert.True(await visit.Page.GetByText("Reload this page").IsVisibleAsync());
        Assert.False(await visit.Page.Locator("[data-copy]").IsVisibleAsync());
        Assert.False(await visit.Page.Locator(".countdown").IsVisibleAsync());
    }

    [Fact]
    public async Task Says_that_it_does_not_know_an_invoice()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        visit.ExpectedError = "status of 404";

        var answer = await visit.Open("/pay/no-such-invoice");

        Assert.Equal(404, answer!.Status);
        Assert.Equal("We do not know this invoice", await visit.Text("h1"));
    }

    [Fact]
    public async Task Text_from_outside_does_nothing()
    {
        await using var shop = await Shop.Open(Samples.Deposit() with
        {
            Payee = Samples.Hostile,
            Description = Samples.Hostile,
            Reference = Samples.Hostile,
            PaymentRequest = Samples.Hostile,
            FormWalletId = Samples.Hostile,
        });
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.OpenDeposit();

        await visit.UntilStage("waiting");
        Assert.Equal(0, await visit.Page.Locator("main img, main script").CountAsync());
        Assert.Null(await visit.Page.EvaluateAsync<int?>("window.harmed"));
        Assert.Equal(Samples.Hostile, await visit.Page.Locator("dd").First.TextContentAsync());
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    public async Task Offers_to_pay_from_the_sandbox_only_there(bool canPay, bool isMainnet, bool isOffered)
    {
        await using var shop = await Shop.Open(
            Samples.Deposit() with { CanPayFromSandbox = canPay, IsMainnet = isMainnet });
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.OpenDeposit();

        Assert.Equal(isOffered ? 1 : 0, await visit.Page.Locator("#sandbox-pay").CountAsync());
        Assert.Equal(isMainnet ? 0 : 1, await visit.Page.Locator(".notice").CountAsync());
    }
}
