using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Fulgurite.Pages;

/// <summary>
/// The pages of the whole product, as a newcomer walks through them: a real process, a real browser, nothing staged.
/// </summary>
public sealed partial class ProductFlowTests(Chromium chromium, LocalProduct product) : IClassFixture<LocalProduct>
{
    [Fact]
    public async Task A_newcomer_gets_from_home_to_a_verified_callback()
    {
        await using var visit = await Visit.Begin(chromium, product.Url);
        await visit.Open("/");
        Assert.Contains(product.Facts["wallet_id"]!.ToString(), await visit.Text("dl.facts"), StringComparison.Ordinal);
        Assert.Contains(product.Url, await visit.Text("#first-request"), StringComparison.Ordinal);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Deposit form" }).ClickAsync();
        await Generate(visit, "0.0025");
        Assert.Equal("0.00250000", await visit.Text("#amount .btc"));
        Assert.Equal("250,000 sats", await visit.Text(".sats"));
        Assert.True(await visit.Page.GetByRole(AriaRole.Img, new() { Name = "QR code" }).IsVisibleAsync());
        Assert.Matches("^1[45]:[0-9]{2}$", await visit.Text("#countdown"));
        var paymentRequest = await visit.Page.Locator("#invoice").InputValueAsync();

        await visit.Page.EvaluateAsync("window.isFirstLoad = true");
        await visit.Page.Locator("#sandbox-pay").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#deposit[data-stage=paid]")).ToBeVisibleAsync(
            new() { Timeout = 2_000 });
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.isFirstLoad"));

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "See the callback" }).ClickAsync();
        var callback = visit.Page.Locator(".callback").Filter(new() { HasText = paymentRequest });
        await Assertions.Expect(callback.Locator(".badge")).ToHaveTextAsync("Verified");
        await Assertions.Expect(callback.Locator("h2")).ToHaveTextAsync("deposit");
    }

    [Fact]
    public async Task A_held_payment_is_on_its_way_until_it_is_released()
    {
        await using var visit = await Visit.Begin(chromium, product.Url);
        await visit.Open(product.FormPath);
        await Generate(visit, "0.00123456");
        var paymentRequest = await visit.Page.Locator("#invoice").InputValueAsync();

        await Post("/sandbox/pay", paymentRequest, "hold");
        await visit.UntilStage("accepted");
        Assert.Equal("Payment on its way", await visit.Text("#state"));
        Assert.False(await visit.Page.Locator(".qr").IsVisibleAsync());

        await Post("/sandbox/release", paymentRequest, "settle");
        await visit.UntilStage("paid");
    }

    [Fact]
    public async Task A_payment_that_failed_leaves_the_invoice_payable()
    {
        await using var visit = await Visit.Begin(chromium, product.Url);
        await visit.Open(product.FormPath);
        await Generate(visit, "0.00123457");

        await Post("/sandbox/pay", await visit.Page.Locator("#invoice").InputValueAsync(), "fail");
        await visit.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/status", StringComparison.Ordinal));
        await visit.UntilStage("waiting");

        await visit.Page.Locator("#sandbox-pay").ClickAsync();
        await visit.UntilStage("paid");
    }

    [Theory]
    [InlineData("/pay/0000000000000000000000000000000000000000000000000000000000000000", "We do not know this invoice")]
    [InlineData("/pay/nothing", "We do not know this invoice")]
    [InlineData("/pay/new/00000000-0000-0000-0000-000000000000", "We do not know this form")]
    public async Task An_unknown_address_is_a_page_that_says_so(string path, string heading)
    {
        await using var visit = await Visit.Begin(chromium, product.Url);
        visit.ExpectedError = "status of 404";

        var answer = await visit.Open(path);

        Assert.Equal(404, answer!.Status);
        Assert.Equal(heading, (await visit.Text("h1")).ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_invoice()
    {
        await using var visit = await Visit.Begin(chromium, product.Url);
        await visit.Open(product.FormPath);
        const string sendTwice = """
            async () => {
              document.getElementById('amount').value = '0.0031';
              const form = document.querySelector('form');
              const send = () => fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
              return (await Promise.all([send(), send()])).map((answer) => answer.url);
            }
            """;

        var addresses = await visit.Page.EvaluateAsync<string[]>(sendTwice);

        Assert.Matches(DepositAddress(), addresses[0]);
        Assert.Equal(addresses[0], addresses[1]);
    }

    [Fact]
    public async Task A_mistyped_amount_is_explained_and_can_be_mended()
    {
        await using var visit = await Visit.Begin(chromium, product.Url);
        visit.ExpectedError = "status of 422";
        await visit.Open(product.FormPath);

        await visit.Page.Locator("#amount").FillAsync("0.00000001");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        await visit.UntilText(
            "#problem", "Enter between 0.00001000 and 0.04500000 BTC (1,000 to 4,500,000 sats).");

        await Generate(visit, "0.00001");
        Assert.Equal("1,000 sats", await visit.Text(".sats"));
    }

    [Fact]
    public async Task Without_scripts_the_invoice_is_shown_and_a_reload_tells_the_rest()
    {
        await using var visit = await Visit.Begin(chromium, product.Url, new() { JavaScriptEnabled = false });
        await visit.Open(product.FormPath);
        await Generate(visit, "0.0025");
        Assert.Equal("0.00250000", await visit.Text("#amount .btc"));
        Assert.True(await visit.Page.Locator(".qr svg").IsVisibleAsync());
        Assert.False(await visit.Page.Locator("#sandbox-pay").IsVisibleAsync());

        var paymentRequest = await visit.Page.Locator("#invoice").InputValueAsync();
        await Post("/sandbox/pay", paymentRequest, "hold");
        await visit.Page.ReloadAsync();
        await visit.UntilStage("accepted");
        Assert.True(await visit.Page.GetByText("Reload this page").IsVisibleAsync());
        await Post("/sandbox/release", paymentRequest, "settle");
    }

    private static async Task Generate(Visit visit, string amount)
    {
        await visit.Page.Locator("#amount").FillAsync(amount);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        await visit.Page.WaitForURLAsync(DepositAddress());
        await visit.UntilStage("waiting");
    }

    private async Task Post(string path, string paymentRequest, string outcome)
    {
        using var client = new HttpClient();
        using var content = new StringContent(
            new JsonObject { ["payment_request"] = paymentRequest, ["outcome"] = outcome }.ToJsonString());
        using var answer = await client.PostAsync(product.Url + path, content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    // The payment hash is the invoice's address.
    [GeneratedRegex("/pay/[0-9a-f]{64}$")]
    private static partial Regex DepositAddress();
}
