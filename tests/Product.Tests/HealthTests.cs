namespace Fulgurite.Product;

public sealed class HealthTests
{
    [Fact]
    public async Task Tells_that_storage_is_gone_and_refuses_in_every_surfaces_words()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data);
        Assert.Equal("ok", (await product.Get("/health")).With(200).Json["status"]!.GetValue<string>());

        data.BreakTools();
        data.KillAzurite();
        await Eventually.Holds("health is 503", async () => (await product.Get("/health")).Status == 503, 20);

        var health = (await product.Get("/health")).With(503).Json;
        Assert.Equal("unavailable", health["status"]!.GetValue<string>());
        Assert.Equal("ok", health["node"]!.GetValue<string>());
        (await product.Call("accounts/list", "{}")).With(503);
        (await product.Native(HttpMethod.Get, "/callbacks")).With(503);
        (await product.Get("/health/live")).With(200);
        var page = await product.Get($"/pay/new/{product.Facts.Wallet}", "text/html");
        Assert.Contains("Temporarily unavailable", page.With(503).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", product.Output, StringComparison.Ordinal);
    }
}
