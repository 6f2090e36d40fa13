using System.Net;
using System.Text;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class AlphaPoGateTests
{
    private const string NoKey = """{"error":"No key header","code":"required_header_key"}""";
    private const string BadKey = """{"error":"Bad key header","code":"bad_header_key"}""";
    private const string NoSignature = """{"error":"No signature header","code":"required_header_signature"}""";
    private const string BadSignature = """{"error":"Bad signature header","code":"bad_header_signature"}""";
    private const string BadFormat = """{"error":"Bad content format","code":"bad_content_format"}""";

    [Theory]
    [InlineData("POST", "/accounts/list")]
    [InlineData("GET", "/accounts/list")]
    [InlineData("GET", "/transactions/info?id=1")]
    [InlineData("POST", "/ping")]
    [InlineData("GET", "/nothing/here")]
    [InlineData("DELETE", "")]
    public async Task Asks_for_the_key_before_it_looks_at_the_address(string method, string path)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Send(new HttpRequestMessage(new HttpMethod(method), "/api/v2" + path));

        reply.MustBe(403, NoKey);
        Assert.Equal(0, server.Engine.KeyCallCount);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("pk3mq8vt1xz6bn9cr4wl7yh2jf5dg0sa")]
    public async Task Refuses_a_key_that_is_not_known(string key)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Send(Request("{}", request => Replace(request, "X-Processing-Key", key)));

        reply.MustBe(403, BadKey);
    }

    [Fact]
    public async Task Refuses_a_disabled_key_like_one_that_is_not_known()
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Key = server.Engine.Key with { IsDisabled = true };

        (await server.Post("/accounts/list", "{}")).MustBe(403, BadKey);
    }

    [Fact]
    public async Task Does_not_look_up_what_cannot_be_a_key()
    {
        await using var server = await AlphaPoServer.Start();

        var tooLong = await server.Send(
            Request("{}", request => Replace(request, "X-Processing-Key", new string('k', 129))));
        var twice = await server.Send(
            Request("{}", request => request.Headers.Add("X-Processing-Key", EngineInMemory.PublicKey + " ")));

        tooLong.MustBe(403, BadKey);
        twice.MustBe(403, BadKey);
        Assert.Equal(0, server.Engine.KeyCallCount);
    }

    [Fact]
    public async Task Checks_the_key_before_the_signature()
    {
        await using var server = await AlphaPoServer.Start();

        var noSignature = await server.Send(Request("{}", request =>
        {
            Replace(request, "X-Processing-Key", "unknown");
            request.Headers.Remove("X-Processing-Signature");
        }));

        noSignature.MustBe(403, BadKey);
    }

    [Fact]
    public async Task Refuses_a_call_without_signature()
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Send(Request("{}", request => request.Headers.Remove("X-Processing-Signature"))))
            .MustBe(403, NoSignature);
        (await server.Send(Request("{}", request => Replace(request, "X-Processing-Signature", ""))))
            .MustBe(403, NoSignature);
    }

    [Theory]
    [InlineData("{}", "{ }")]
    [InlineData("{}", "[]")]
    [InlineData("not JSON", "not json")]
    public async Task Refuses_a_signature_of_other_bytes_before_it_parses(string sent, string signed)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Send(Request(sent, request =>
            Replace(request, "X-Processing-Signature", AlphaPoServer.Signature(Encoding.UTF8.GetBytes(signed)))));

        reply.MustBe(403, BadSignature);
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Fact]
    public async Task Accepts_header_names_and_signatures_in_any_case()
    {
        await using var server = await AlphaPoServer.Start();
        var request = Request("{}", request =>
        {
            request.Headers.Clear();
            request.Headers.Add("x-processing-key", EngineInMemory.PublicKey);
            request.Headers.Add("X-PROCESSING-SIGNATURE", AlphaPoServer.Signature("{}"u8.ToArray()).ToUpperInvariant());
        });

        Assert.Equal(200, (await server.Send(request)).Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("Content-Type: application/json")]
    public async Task Accepts_every_spelling_of_the_content_type_that_clients_send(string contentType)
    {
        await using var server = await AlphaPoServer.Start();

        Assert.Equal(200, (await server.Send(WithContentType("{}", contentType))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Refuses_a_content_type_that_is_not_JSON(string? contentType)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Send(WithContentType("{}", contentType))).MustBe(400, BadFormat);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData(" {} \n")]
    [InlineData("[[1,{\"a\":2}],3]")]
    public async Task Accepts_every_body_that_clients_send_for_no_parameters(string body)
    {
        await using var server = await AlphaPoServer.Start();

        Assert.Equal(200, (await server.Post("/accounts/list", body)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":}")]
    [InlineData("{/*a*/}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("\"text\"")]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("currency=BTCLN")]
    [InlineData("\uFEFF{}")]
    public async Task Refuses_a_body_that_is_not_a_JSON_object_or_array(string body)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post("/accounts/list", body)).MustBe(400, BadFormat);
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Fact]
    public async Task Refuses_a_body_that_is_not_UTF_8()
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post("/accounts/list", [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8])).MustBe(400, BadFormat);
        (await server.Post("/accounts/list", [.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8])).MustBe(400, BadFormat);
        (await server.Post("/accounts/list", Encoding.Unicode.GetBytes("{}"))).MustBe(400, BadFormat);
    }

    [Theory]
    [InlineData(32, 200)]
    [InlineData(33, 400)]
    [InlineData(30_000, 400)]
    public async Task Refuses_a_body_that_nests_too_deep(int depth, int status)
    {
        await using var server = await AlphaPoServer.Start();
        var body = new string('[', depth) + new string(']', depth);

        Assert.Equal(status, (await server.Post("/accounts/list", body)).Status);
    }

    [Theory]
    [InlineData(64 * 1024, false, 200)]
    [InlineData((64 * 1024) + 1, false, 413)]
    [InlineData(64 * 1024, true, 200)]
    [InlineData((64 * 1024) + 1, true, 413)]
    public async Task Refuses_a_body_above_64_KiB_whether_its_length_is_declared_or_not(
        int length, bool isChunked, int status)
    {
        await using var server = await AlphaPoServer.Start();
        var request = Request("{}".PadRight(length), request => request.Headers.TransferEncodingChunked = isChunked);

        var reply = await server.Send(request);

        Assert.Equal(status, reply.Status);
        if (status == 413)
        {
            reply.MustBe(413, """{"error":"Request body is too large","code":"body_too_large"}""");
        }
    }

    [Theory]
    [InlineData("/unknown")]
    [InlineData("")]
    [InlineData("/addresses/take/1")]
    [InlineData("/withdrawal/crypto")]
    public async Task Answers_404_for_an_unknown_address_with_a_good_signature(string path)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post(path, "{}")).MustBe(404, """{"error":"Not found","code":"not_found"}""");
    }

    [Theory]
    [InlineData("GET", "/addresses/take", "POST")]
    [InlineData("PUT", "/accounts/list", "POST")]
    [InlineData("DELETE", "/transactions/info", "GET, POST")]
    public async Task Answers_405_and_the_methods_for_a_wrong_one(string method, string path, string allowed)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Send(AlphaPoServer.Signed(new HttpMethod(method), path, "{}"u8.ToArray()));

        reply.MustBe(405, """{"error":"Method not allowed","code":"method_not_allowed"}""");
        Assert.Equal(allowed, reply.Allow);
    }

    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.8", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("2001:db9::1", false)]
    public async Task Lets_in_only_the_addresses_of_the_allowlist(string caller, bool isAllowed)
    {
        await using var server = await AlphaPoServer.Start(IPAddress.Parse(caller));
        server.Engine.Key = server.Engine.Key with
        {
            AllowedNetworks = [IPNetwork.Parse("203.0.113.7/32"), IPNetwork.Parse("2001:db8::/32")],
        };

        var reply = await server.Post("/accounts/list", "{}");

        Assert.Equal(isAllowed ? 200 : 403, reply.Status);
        if (!isAllowed)
        {
            reply.MustBe(403, """{"error":"IP address is not allowed","code":"forbidden_ip"}""");
        }
    }

    [Fact]
    public async Task Tells_about_the_allowlist_only_to_who_has_the_secret()
    {
        await using var server = await AlphaPoServer.Start(IPAddress.Loopback);
        server.Engine.Key = server.Engine.Key with { AllowedNetworks = [IPNetwork.Parse("203.0.113.7/32")] };

        var reply = await server.Send(Request("{}", request =>
            Replace(request, "X-Processing-Signature", new string('0', 128))));

        reply.MustBe(403, BadSignature);
    }

    [Fact]
    public async Task Answers_503_when_storage_gives_no_answer()
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.NextOutcome = () => throw new StorageUnavailableException("no answer");

        (await server.Post("/addresses/take", Golden.Read("addresses-take/request")))
            .MustBe(503, """{"error":"Service is temporarily unavailable","code":"service_unavailable"}""");
    }

    [Fact]
    public async Task Answers_ping_with_and_without_headers()
    {
        await using var server = await AlphaPoServer.Start();
        var bare = await server.Send(new HttpRequestMessage(HttpMethod.Get, "/api/v2/ping"));
        var wrong = AlphaPoServer.Signed(HttpMethod.Get, "/ping", []);
        Replace(wrong, "X-Processing-Key", "unknown");

        Assert.Equal((200, "OK"), (bare.Status, bare.Body));
        Assert.Equal("OK", (await server.Send(wrong)).Body);
        Assert.Equal(0, server.Engine.KeyCallCount);
    }

    [Fact]
    public async Task Answers_a_monitor_that_asks_ping_for_its_headers_only()
    {
        await using var server = await AlphaPoServer.Start();

        var head = await server.Send(new HttpRequestMessage(HttpMethod.Head, "/api/v2/ping"));

        Assert.Equal((200, ""), (head.Status, head.Body));
    }

    private static HttpRequestMessage Request(string body, Action<HttpRequestMessage> change)
    {
        var request = AlphaPoServer.Signed(HttpMethod.Post, "/accounts/list", Encoding.UTF8.GetBytes(body));
        change(request);
        return request;
    }

    private static HttpRequestMessage WithContentType(string body, string? contentType) => Request(body, request =>
    {
        request.Content!.Headers.Remove("Content-Type");
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
    });

    private static void Replace(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }
}
