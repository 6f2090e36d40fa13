using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Fulgurite.Product;

/// <summary>Input that nobody should send.</summary>
public sealed partial class StormTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private const string Good = """{"currency":"BTCLN","foreign_id":"storm","amount":0.0001}""";

    private static readonly string[] SignedPaths =
        ["addresses/take", "accounts/list", "transactions/info", "currencies/list", "nowhere", "addresses/take/more"];

    private static readonly string[] OpenPaths =
    [
        "/sandbox/pay", "/sandbox/release", "/sandbox/inbox", "/pay/new/nobody", "/pay/%00", "/pay/..%2f..%2f", "/%ff",
        "/api/v2/addresses/take", "/v1/organizations/x/environments/y/callbacks", "/SettleInvoices", "/Reconcile",
        "/DeliverCallbacks", "/admin", "/runtime/webhooks", "/nowhere", "/health", "/openapi/v1.json",
    ];

    private readonly RunningProduct product = fixture.Product;

    public static TheoryData<string> Methods => ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY"];

    [Fact]
    public async Task Withstands_bodies_of_every_kind()
    {
        var before = await product.Balance();
        foreach (var body in Bodies())
        {
            foreach (var path in SignedPaths)
            {
                MustBeNoFault(await product.Call(path, body), $"{path} {body.Length}");
            }

            foreach (var path in OpenPaths)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path);
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                MustBeNoFault(await product.Send(request), path);
            }

            MustBeNoFault(await Put(body), "callback-url");
        }

        Assert.Equal(before, await product.Balance());
        (await product.Get("/sandbox/inbox", "text/html")).With(200);
        (await product.Get("/health")).With(200);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Withstands_methods_that_are_not_the_paths(string method)
    {
        foreach (var path in OpenPaths)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("X-Processing-Key", product.Facts.ProcessingKey);
            MustBeNoFault(await product.Send(request), $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("")]
    public async Task Refuses_other_types_of_content(string type)
    {
        var answer = await product.Call("addresses/take", Encoding.UTF8.GetBytes(Good), type);

        Assert.Equal("bad_content_format", answer.With(400).Json["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("X-Processing-Key", 20_000)]
    [InlineData("X-Processing-Signature", 20_000)]
    [InlineData("X-Api-Key", 20_000)]
    [InlineData("X-Anything", 60_000)]
    public async Task Refuses_headers_that_are_too_long(string name, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/accounts/list");
        request.Headers.TryAddWithoutValidation(name, new string('a', length));

        Assert.InRange((await product.Send(request)).Status, 400, 499);
    }

    [Fact]
    public async Task Never_logs_a_secret()
    {
        var hashes = new List<string>();
        foreach (var foreignId in new[] { "told-1", "told-2" })
        {
            var taken = await product.Take(foreignId);
            (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
            hashes.Add((await product.Credited(foreignId))["transactions"]![0]!["txid"]!.GetValue<string>());
        }

        // Who asks may be answered before the line about it is printed: the log is written behind the work.
        await Eventually.Holds(
            "both settlements are in the log",
            () => Task.FromResult(hashes.TrueForAll(hash => product.Output.Contains(hash, StringComparison.Ordinal))));

        // The banner shows the keys on purpose; what follows it is the log.
        var log = product.Output[(product.Output.IndexOf("Ctrl-C stops", StringComparison.Ordinal) + 1)..];
        var secrets = Directory.GetFiles(fixture.Data.File("secrets")).Select(file => File.ReadAllText(file).Trim());
        Assert.All(
            [product.Facts.ApiKey, product.Facts.ProcessingSecret, .. secrets],
            secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
        Assert.All(Hex().Matches(log), match => Assert.DoesNotContain(
            Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(match.Value))), hashes));
    }

    private static IEnumerable<byte[]> Bodies()
    {
        string[] texts =
        [
            "", "{", "}", "null", "[]", "\"text\"", "1e400", "-0", "{\"a\":1}{\"b\":2}", Good[..^1],
            """{"currency":"BTCLN","foreign_id":"storm","amount":1e400}""",
            """{"currency":"BTCLN","foreign_id":"storm","amount":-1e400}""",
            """{"currency":"BTCLN","foreign_id":"storm","amount":1e-400}""",
            """{"currency":"BTCLN","foreign_id":"storm","amount":"NaN"}""",
            """{"currency":"BTCLN","foreign_id":"storm","amount":"٠.٠٠٠١"}""",
            """{"currency":"BTCLN","foreign_id":"a\u0000b","amount":0.0001}""",
            """{"currency":"BTCLN","foreign_id":"\ud800","amount":0.0001}""",
            """{"currency":["BTCLN"],"foreign_id":{"a":1},"amount":[0.0001]}""",
            """{"id":99999999999999999999,"foreign_id":null,"txid":"zz"}""",
            """{"id":2147483647}""", """{"txid":"\u0000"}""", """{"foreign_id":"../../etc/passwd"}""",
            """{"payment_request":"\u0000","outcome":"\ud800","delay_ms":1e400}""",
            """{"payment_request":null,"delay_ms":99999999999}""", """{"payment_request":{"a":[]}}""",
            """{"url":"http://\u0000/"}""", """{"url":"http://[::1"}""", """{"url":7}""", """{"type":"\ud800"}""",
            $$"""{"currency":"BTCLN","foreign_id":"{{new string('x', 5_000)}}","amount":0.0001}""",
            new string('[', 60_000), string.Concat(Enumerable.Repeat("{\"a\":", 10_000)),
        ];
        byte[] badText = [.. "{\"currency\":\""u8, 0xff, 0xfe, 0xc0, 0x80, .. "\",\"payment_request\":\"\"}"u8];
        return
        [
            .. texts.Select(Encoding.UTF8.GetBytes), badText, [0xef, 0xbb, 0xbf, .. "{}"u8], [0, 0, 0],
            Encoding.Unicode.GetBytes(Good), new byte[200_000],
        ];
    }

    [Fact]
    public async Task Refuses_a_body_of_two_mebibytes()
    {
        var body = new byte[2 * 1024 * 1024];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/addresses/take");
        request.Content = new ByteArrayContent(body);
        request.Headers.Add("X-Processing-Key", product.Facts.ProcessingKey);
        request.Headers.Add("X-Processing-Signature", product.Sign(body));

        // As curl does with large bodies: sent only when it is wanted.
        request.Headers.ExpectContinue = true;
        var answer = await product.Send(request);

        Assert.Equal("body_too_large", answer.With(413).Json["code"]!.GetValue<string>());
    }

    private async Task<Answer> Put(byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, product.Facts.Environment + "/callback-url");
        request.Headers.Add("X-Api-Key", product.Facts.ApiKey);
        request.Content = new ByteArrayContent(body);
        return await product.Send(request);
    }

    private static void MustBeNoFault(Answer answer, string what) =>
        Assert.True(answer.Status < 500, $"{what}: {answer.Status} {answer.Text}");

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hex();
}
