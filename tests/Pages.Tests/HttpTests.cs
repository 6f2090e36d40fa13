using System.Net;
using System.Text;
using Fulgurite.App.Checkout;

namespace Fulgurite.Pages;

/// <summary>What the pages say on the wire.</summary>
public sealed class HttpTests
{
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly HttpClient Client = new(new HttpClientHandler { AllowAutoRedirect = false });

    [Theory]
    [InlineData("/pay/" + Samples.InvoiceId)]
    [InlineData("/pay/" + Samples.InvoiceId + "/status")]
    [InlineData("/pay/none")]
    [InlineData("/pay/new/" + Samples.WalletId)]
    [InlineData("/sandbox/inbox")]
    public async Task Pages_forbid_what_they_do_not_need(string path)
    {
        await using var shop = await Shop.Open();

        using var answer = await Client.GetAsync(shop.Url + path);

        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_status_is_a_small_document()
    {
        await using var shop = await Shop.Open();
        shop.Change(deposit => deposit with { Status = DepositStatus.Paid, PaidAt = ShopClock.Start.AddSeconds(5) });

        Assert.Equal(
            """{"status":"paid","expires_at":1795263300,"paid_at":1795262405,"amount_sat":250000}""",
            await Client.GetStringAsync($"{shop.Url}/pay/{Samples.InvoiceId}/status"));
    }

    [Fact]
    public async Task The_status_of_an_unknown_invoice_is_404()
    {
        await using var shop = await Shop.Open();

        using var answer = await Client.GetAsync(shop.Url + "/pay/none/status");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_because_their_name_changes_with_them()
    {
        await using var shop = await Shop.Open();
        var page = await Client.GetStringAsync($"{shop.Url}/pay/{Samples.InvoiceId}");
        var path = page.Split('"').Single(part => part.StartsWith("/pay/assets/page.", StringComparison.Ordinal)
            && part.EndsWith(".css", StringComparison.Ordinal));

        using var asset = await Client.GetAsync(shop.Url + path);

        Assert.Equal("text/css", asset.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", asset.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("nosniff", asset.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task An_asset_of_another_version_is_served_but_not_kept()
    {
        await using var shop = await Shop.Open();

        using var asset = await Client.GetAsync(shop.Url + "/pay/assets/page.000000000000.css");

        Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
        Assert.Equal("no-store", asset.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("page.css")]
    [InlineData("none.000000000000.css")]
    [InlineData("..%2Fhost.0.json")]
    public async Task There_are_no_other_assets(string name)
    {
        await using var shop = await Shop.Open();

        using var answer = await Client.GetAsync(shop.Url + "/pay/assets/" + name);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Answers_head_requests()
    {
        await using var shop = await Shop.Open();

        using var answer = await Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, $"{shop.Url}/pay/{Samples.InvoiceId}"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Sending_a_form_twice_names_the_same_request()
    {
        await using var shop = await Shop.Open();
        for (var time = 0; time < 2; time++)
        {
            using var answer = await Post(shop, "amount=1000&unit=sats&request_id=abc-1", FormType);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal("/pay/" + Samples.InvoiceId, answer.Headers.Location!.OriginalString);
        }

        Assert.Equal(["abc-1-1000000", "abc-1-1000000"], shop.Created.Select(created => created.RequestId));
    }

    [Fact]
    public async Task A_request_id_that_is_not_ours_is_replaced()
    {
        await using var shop = await Shop.Open();

        using var answer = await Post(shop, "amount=1000&unit=sats&request_id=%2e%2e%2f", FormType);

        Assert.Equal("request-1-1000000", shop.Created.Single().RequestId);
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10", FormType)]
    public async Task Refuses_what_is_not_its_form(string body, string contentType)
    {
        await using var shop = await Shop.Open();

        using var answer = await Post(shop, body, contentType);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(shop.Created);
    }

    private static Task<HttpResponseMessage> Post(Shop shop, string body, string contentType) => Client.PostAsync(
        $"{shop.Url}/pay/new/{Samples.WalletId}", new StringContent(body, Encoding.UTF8, contentType));
}
