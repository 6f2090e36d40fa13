using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>Callbacks as a merchant's server gets them.</summary>
public sealed class CallbackTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private const string JavaScript =
        "process.stdin.on('data', body => process.stdout.write(JSON.stringify(JSON.parse(body))))";

    private const string Python =
        "import sys, json; sys.stdout.write(json.dumps(json.load(sys.stdin), separators=(',', ':')))";

    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task Signs_the_very_bytes_that_it_sends()
    {
        using var merchant = new MerchantServer();
        await SendTo(merchant.Url);
        var post = await Deposit("signed", merchant);

        Assert.StartsWith("POST /callbacks HTTP/1.1\r\n", post.Head, StringComparison.Ordinal);
        Assert.Equal(product.Facts.ProcessingKey, post.Header("X-Processing-Key"));
        Assert.Equal(product.Sign(post.Body), post.Header("X-Processing-Signature"));
        Assert.Equal("application/json", post.Header("Content-Type"));
        Assert.Equal("confirmed", post.Json["status"]!.GetValue<string>());
        Assert.Equal("signed", post.Json["crypto_address"]!["foreign_id"]!.GetValue<string>());
        Assert.Equal((await product.Credited("signed")).ToJsonString(), post.Json.ToJsonString());
    }

    [Fact]
    public async Task Survives_merchants_that_write_the_body_again_before_they_verify_it()
    {
        using var merchant = new MerchantServer();
        await SendTo(merchant.Url);
        var post = await Deposit("order-42.A_b:c", merchant);

        Assert.Equal(post.Text, await Rewritten("node", "-e", JavaScript, post.Body));
        Assert.Equal(post.Text, await Rewritten("python3", "-c", Python, post.Body));
    }

    [Fact]
    public async Task Writes_slashes_and_other_letters_as_php_does()
    {
        using var merchant = new MerchantServer();
        await SendTo(merchant.Url);
        var post = await Deposit("Bücher/7 ⚡", merchant);

        Assert.Contains("\"B\\u00fccher\\/7 \\u26a1\"", post.Text, StringComparison.Ordinal);
        Assert.Equal(product.Sign(post.Body), post.Header("X-Processing-Signature"));
    }

    [Fact]
    public async Task Keeps_a_callback_until_the_merchant_answers_200()
    {
        using var merchant = new MerchantServer(500, 302);
        await SendTo(merchant.Url);
        var first = await Deposit("retried", merchant);

        var pending = await Delivery(callback => callback["attempt_count"]!.GetValue<int>() == 1, first);
        var wait = pending["next_attempt_at"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow();
        Assert.Equal("pending", pending["status"]!.GetValue<string>());
        Assert.InRange(wait, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60));

        await Resend(pending);
        var second = await merchant.Next();
        await Resend(await Delivery(callback => callback["attempt_count"]!.GetValue<int>() == 2, first));
        var third = await merchant.Next();
        var delivered = await Delivery(callback => callback["status"]!.GetValue<string>() == "delivered", first);

        Assert.All([second, third], again =>
        {
            Assert.Equal(first.Body, again.Body);
            Assert.Equal(first.Header("X-Processing-Signature"), again.Header("X-Processing-Signature"));
        });
        Assert.Null(delivered["next_attempt_at"]);
        var read = (await product.Native(HttpMethod.Get, $"/callbacks/{delivered["id"]}")).With(200).Json;
        Assert.Equal(
            [500, 302, 200], read["attempts"]!.AsArray().Select(each => each!["http_status"]!.GetValue<int>()));
        Assert.Equal("ok", read["attempts"]![2]!["response_excerpt"]!.GetValue<string>());
    }

    [Fact]
    public async Task Shows_its_own_inbox_what_a_merchant_would_get()
    {
        await SendTo($"{product.Facts.BaseUrl}/sandbox/inbox");
        var taken = await product.Take("to-the-inbox");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);

        var page = "";
        await Eventually.Holds("the inbox shows it", async () =>
        {
            page = (await product.Get("/sandbox/inbox", "text/html")).With(200).Text;
            return page.Contains("to-the-inbox", StringComparison.Ordinal);
        });

        Assert.Contains("Verified", page, StringComparison.Ordinal);
        var forged = await product.Post("/sandbox/inbox", new JsonObject { ["type"] = "deposit" });
        Assert.Equal(403, forged.Status);
    }

    [Fact]
    public async Task Is_told_by_a_verb_where_callbacks_go()
    {
        string[] facts = ["--facts", fixture.Data.FactsFile];

        var set = await Executable.Run(["callback-url", "http://127.0.0.1:9/from-the-verb", .. facts]);
        var shown = await Executable.Run(["callback-url", .. facts]);
        var refused = await Executable.Run(["callback-url", "ftp://127.0.0.1/", .. facts]);
        var cleared = await Executable.Run(["callback-url", "none", .. facts]);

        Assert.Equal((0, 0, 1, 0), (set.ExitCode, shown.ExitCode, refused.ExitCode, cleared.ExitCode));
        Assert.Equal("http://127.0.0.1:9/from-the-verb", JsonNode.Parse(shown.Output)!["url"]!.GetValue<string>());
        Assert.Contains("must begin with https://", refused.Errors, StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(cleared.Output)!["url"]);
    }

    [Theory]
    [InlineData("""{"url":"ftp://example.com/"}""", "url: the address must begin with https://.")]
    [InlineData("""{"url":"not an address"}""", "url: it must be an absolute address or null.")]
    [InlineData("""{"url":"http://me:me@a.com/"}""", "url: the address must not carry a user name or password.")]
    [InlineData("""{"url":null,"processing_key":"x"}""", "processing_key: the environment has no such key.")]
    public async Task Refuses_an_address_with_the_reason(string body, string reason)
    {
        var answer = (await product.Native(HttpMethod.Put, "/callback-url", body)).With(400);

        Assert.Equal(reason, answer.Json["error"]!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Takes_the_address_as_an_option()
    {
        using var data = new DataFolder();
        using var merchant = new MerchantServer();
        await using var other = await RunningProduct.Start(data, "--ephemeral", "--callback-url", merchant.Url);
        var taken = await other.Take("by-option");
        (await other.Pay(taken["address"]!.GetValue<string>())).With(200);

        var post = await merchant.Next();

        Assert.Equal(other.Sign(post.Body), post.Header("X-Processing-Signature"));
    }

    private async Task SendTo(string url)
    {
        var body = new JsonObject { ["url"] = url }.ToJsonString();
        (await product.Native(HttpMethod.Put, "/callback-url", body)).With(200);
    }

    private async Task<ReceivedPost> Deposit(string foreignId, MerchantServer merchant)
    {
        var taken = await product.Take(foreignId);
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        return await merchant.Next();
    }

    private async Task<JsonNode> Delivery(Func<JsonNode, bool> isAsWanted, ReceivedPost post)
    {
        JsonNode? found = null;
        await Eventually.Holds("the callback is listed so", async () =>
        {
            var page = (await product.Native(HttpMethod.Get, "/callbacks?limit=100")).With(200).Json;
            found = page["items"]!.AsArray().Single(each => each!["body"]!.GetValue<string>() == post.Text);
            return isAsWanted(found!);
        });
        return found!;
    }

    private async Task Resend(JsonNode delivery) =>
        (await product.Native(HttpMethod.Post, $"/callbacks/{delivery["id"]}/resend")).With(202);

    private static async Task<string> Rewritten(string program, string option, string script, byte[] body)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [option, script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.BaseStream.WriteAsync(body);
        process.StandardInput.Close();
        return await process.StandardOutput.ReadToEndAsync();
    }
}
