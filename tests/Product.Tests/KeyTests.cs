using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>Keys as an operator makes and revokes them, on the command line of the running product.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task A_key_is_made_used_restricted_and_revoked()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral");

        var made = await Told(data, "key", "create", "reports", "--permission", "read", "--valid-ip", "127.0.0.0/8");
        var key = made["api_key"]!.GetValue<string>();
        var id = made["id"]!.GetValue<string>();
        Assert.Equal(200, await Status(product, key, HttpMethod.Get));
        Assert.Equal(403, await Status(product, key, HttpMethod.Put));
        Assert.Equal(403, await Status(product, key, HttpMethod.Get, "192.0.2.1"));

        await Told(data, "key", "change", id, "--valid-ip", "192.0.2.1", "--valid-ip", "192.0.2.2");
        Assert.Equal(403, await Status(product, key, HttpMethod.Get));
        Assert.Equal(200, await Status(product, key, HttpMethod.Get, "192.0.2.2"));

        Assert.NotNull((await Told(data, "key", "revoke", id))["revoked_at"]);
        Assert.Equal(401, await Status(product, key, HttpMethod.Get, "192.0.2.2"));
        var listed = (await Told(data, "key", "list")).AsArray();
        Assert.Equal(2, listed.Count);
        Assert.DoesNotContain(key, listed.ToJsonString() + product.Output, StringComparison.Ordinal);
        var records = (await Told(data, "audit-log"))["items"]!.AsArray();
        Assert.Contains("api_key.revoked", records.Select(record => record!["action"]!.ToString()));
    }

    [Fact]
    public async Task Keys_and_what_was_revoked_survive_a_restart()
    {
        using var data = new DataFolder();
        string key;
        string revoked;
        await using (var product = await RunningProduct.Start(data))
        {
            key = (await Told(data, "key", "create", "one", "--permission", "Read"))["api_key"]!.GetValue<string>();
            var other = await Told(data, "key", "create", "two", "--permission", "Read");
            revoked = other["api_key"]!.GetValue<string>();
            await Told(data, "key", "revoke", other["id"]!.GetValue<string>());
            await Told(data, "env", "rename", "renamed");
            Assert.Equal(0, await product.Stop());
        }

        await using var again = await RunningProduct.Start(data);
        Assert.Equal(200, await Status(again, key, HttpMethod.Get));
        Assert.Equal(401, await Status(again, revoked, HttpMethod.Get));
        Assert.Equal("renamed", (await Told(data, "env", "show"))["name"]!.GetValue<string>());
        Assert.Equal(0, (await Executable.Run(["verify", "--data", data.Path])).ExitCode);
    }

    [Fact]
    public async Task A_merchants_first_key_opens_its_own_organization_alone()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral");

        var made = await Told(data, "org", "create", "Shop");
        var facts = new JsonObject
        {
            ["base_url"] = product.Facts.BaseUrl,
            ["organization_id"] = made["id"]!.GetValue<string>(),
            ["environment_id"] = made["environment_id"]!.GetValue<string>(),
            ["api_key"] = made["api_key"]!.GetValue<string>(),
        };
        await File.WriteAllTextAsync(data.File("shop.json"), facts.ToJsonString());
        var shown = await Executable.Run(["org", "show", "--facts", data.File("shop.json")]);
        var created = await Executable.Run(["org", "create", "x", "--facts", data.File("shop.json")]);

        Assert.Equal("Shop", JsonNode.Parse(shown.Output)!["name"]!.GetValue<string>());
        Assert.Equal(1, created.ExitCode);
        Assert.Contains("access_rights", created.Errors, StringComparison.Ordinal);
        Assert.Equal(403, await Status(product, made["api_key"]!.GetValue<string>(), HttpMethod.Get));
        Assert.Equal(2, (await Told(data, "org", "list"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_key_that_calls_too_often_is_told_so()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral", "--requests-per-second", "1");

        var statuses = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Status(product, product.Facts.ApiKey, HttpMethod.Get)));

        Assert.Equal([200, 429], statuses.Distinct().Order());
    }

    [Theory]
    [InlineData("There is no file", "key", "list", "--facts", "/nonexistent.json")]
    [InlineData("--base-url must be an https address", "org", "show", "--base-url", "http://merchant.example")]
    [InlineData("--base-url needs --organization", "org", "show", "--base-url", "https://merchant.example")]
    [InlineData("The setting FULGURITE_TABLES_URI is missing.", "operator-key")]
    [InlineData("Required command was not provided", "key")]
    [InlineData("Required argument 'ID' missing", "key", "revoke")]
    public async Task What_is_missing_is_told_in_one_line(string text, params string[] line) =>
        (await Executable.Run(line)).MustBeOneLine(text);

    [Theory]
    [InlineData("org", "show", "rename", "list", "create")]
    [InlineData("env", "show", "rename", "list", "create")]
    [InlineData("key", "list", "show", "create", "change", "revoke", "FULGURITE_API_KEY")]
    [InlineData("operator-key", "--base-url")]
    [InlineData("audit-log", "--limit")]
    public async Task Help_tells_what_there_is(string verb, params string[] told)
    {
        var help = await Executable.Run([verb, "--help"]);
        Assert.Equal((0, ""), (help.ExitCode, help.Errors));
        Assert.All(told, word => Assert.Contains(word, help.Output, StringComparison.Ordinal));
    }

    private static async Task<JsonNode> Told(DataFolder data, params string[] line)
    {
        var ended = await Executable.Run([.. line, "--facts", data.FactsFile]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        return JsonNode.Parse(ended.Output)!;
    }

    private static async Task<int> Status(RunningProduct product, string key, HttpMethod method, string? from = null)
    {
        using var request = new HttpRequestMessage(method, product.Facts.Environment + "/callback-url");
        request.Headers.Add("X-Api-Key", key);
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        return (await product.Send(request)).Status;
    }
}
