namespace Fulgurite.Product;

/// <summary>What a newcomer sees first.</summary>
public sealed class StartingTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public void Prints_everything_that_the_facts_file_tells_scripts()
    {
        var names = product.Facts.Document.Select(field => field.Key);

        Assert.Equal(
            [
                "base_url", "organization_id", "environment_id", "line_of_credit_id", "wallet_id", "api_key",
                "processing_key", "processing_secret",
            ],
            names);
        Assert.All(
            product.Facts.Document,
            field => Assert.Contains(field.Value!.GetValue<string>(), product.Output, StringComparison.Ordinal));
        Assert.Matches("^[A-Za-z0-9]{32}$", product.Facts.ProcessingKey);
        Assert.Matches("^[A-Za-z0-9]{64}$", product.Facts.ProcessingSecret);
    }

    [Fact]
    public void Keeps_the_facts_and_the_secrets_to_their_owner()
    {
        var mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        Assert.Equal(mine, File.GetUnixFileMode(fixture.Data.FactsFile));
        Assert.All(
            Directory.GetFiles(fixture.Data.File("secrets")), file => Assert.Equal(mine, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Answers_the_root_with_a_constant_to_all_but_browsers()
    {
        var plain = await product.Get("/");
        var page = await product.Get("/", "text/html");

        Assert.Equal("fulgurite", plain.With(200).Text.Trim());
        Assert.DoesNotContain(product.Facts.ProcessingKey, plain.Text, StringComparison.Ordinal);
        Assert.Contains(product.Facts.ProcessingKey, page.With(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_its_pages_and_its_description()
    {
        Assert.Contains("Health", (await product.Get("/", "text/html")).With(200).Text, StringComparison.Ordinal);
        var form = await product.Get($"/pay/new/{product.Facts.Wallet}");
        Assert.Contains("<form", form.With(200).Text, StringComparison.Ordinal);
        Assert.NotNull((await product.Get("/openapi/v1.json")).With(200).Json["paths"]);
        Assert.Equal("OK", (await product.Get("/api/v2/ping")).With(200).Text);
    }

    [Fact]
    public async Task Refuses_to_be_addressed_by_a_name_that_is_not_this_machines()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "rebound.example";
        request.Headers.Add("Accept", "text/html");

        (await product.Send(request)).With(400);
    }
}
