using Fulgurite.App.Checkout;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>The form in which a payer says how much.</summary>
public sealed class DepositFormTests(Chromium chromium)
{
    [Theory]
    [InlineData("0.0025", "BTC", true)]
    [InlineData("250000", "sats", true)]
    [InlineData("250,000", "sats", false)]
    public async Task Leads_to_the_invoice(string text, string unit, bool hasScripts)
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop, new() { JavaScriptEnabled = hasScripts });
        await visit.Open("/pay/new/" + Samples.WalletId);

        await Submit(visit, text, unit);

        Assert.EndsWith("/pay/" + Samples.InvoiceId, visit.Page.Url, StringComparison.Ordinal);
        var created = shop.Created.Single();
        Assert.Equal((Samples.WalletId, 250_000L), (created.WalletId, created.Amount.ToSatsRoundedDown()));
        Assert.Equal("request-1-250000000", created.RequestId);
    }

    [Theory]
    [InlineData("", "Enter an amount.")]
    [InlineData("a lot", "Enter a number with a point, such as 0.0025.")]
    [InlineData("0.000000001", "Bitcoin has at most 8 decimals.")]
    [InlineData("1", "Enter between 0.00001000 and 0.04500000 BTC (1,000 to 4,500,000 sats).")]
    [InlineData("0.00000999", "Enter between 0.00001000 and 0.04500000 BTC (1,000 to 4,500,000 sats).")]
    public async Task Says_what_is_wrong_and_keeps_what_was_typed(string text, string problem)
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        visit.ExpectedError = "status of 422";
        await visit.Open("/pay/new/" + Samples.WalletId);

        await Submit(visit, text, "BTC");

        Assert.Equal(problem, await visit.Text("#problem[role=alert]"));
        Assert.Equal(text, await visit.Page.Locator("#amount[aria-invalid=true]").InputValueAsync());
        Assert.Equal("problem limits", await visit.Page.Locator("#amount").GetAttributeAsync("aria-describedby"));
        Assert.Equal("amount", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Empty(shop.Created);
    }

    [Fact]
    public async Task Shows_the_limits_in_both_units()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);

        await visit.Open("/pay/new/" + Samples.WalletId);

        var limits = await visit.Text("#limits");
        Assert.Contains("Min 0.00001000 BTC (1,000 sats)", limits, StringComparison.Ordinal);
        Assert.Contains("Max 0.04500000 BTC (4,500,000 sats)", limits, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TooManyOpen", "There are too many unpaid invoices. Please try again in some minutes.")]
    [InlineData("Unavailable", "Deposits are not possible at the moment. Please try again soon.")]
    public async Task Says_why_there_is_no_invoice(string status, string problem)
    {
        await using var shop = await Shop.Open();
        shop.NextOutcome = new NewDepositOutcome(Enum.Parse<NewDepositStatus>(status));
        await using var visit = await Visit.Begin(chromium, shop);
        visit.ExpectedError = "status of 422";
        await visit.Open("/pay/new/" + Samples.WalletId);

        await Submit(visit, "0.0025", "BTC");

        Assert.Equal(problem, await visit.Text("#problem"));
    }

    [Fact]
    public async Task Text_that_was_typed_does_nothing()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        visit.ExpectedError = "status of 422";
        await visit.Open("/pay/new/" + Samples.WalletId);

        await Submit(visit, Samples.Hostile, "sats");

        Assert.Equal(Samples.Hostile, await visit.Page.Locator("#amount").InputValueAsync());
        Assert.Null(await visit.Page.EvaluateAsync<int?>("window.harmed"));
    }

    [Fact]
    public async Task Says_that_it_does_not_know_a_form()
    {
        await using var shop = await Shop.Open();
        await using var visit = await Visit.Begin(chromium, shop);
        visit.ExpectedError = "status of 404";

        var answer = await visit.Open("/pay/new/no-such-wallet");

        Assert.Equal(404, answer!.Status);
    }

    private static async Task Submit(Visit visit, string text, string unit)
    {
        await visit.Page.Locator("#amount").FillAsync(text);
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = unit }).CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
    }
}
