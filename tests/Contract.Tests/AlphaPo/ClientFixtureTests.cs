using System.Text;

namespace Fulgurite.Contracts.AlphaPo;

/// <summary>What public client libraries put on the wire, each in its own habits, and what they need back.</summary>
public sealed class ClientFixtureTests
{
    [Fact]
    public async Task Serves_a_client_in_Go()
    {
        // encoding/json marshals a nil request as null and amounts from a decimal type as strings.
        await using var server = await AlphaPoServer.Start();

        Assert.Equal(200, (await server.Post("/accounts/list", "null")).Status);
        Assert.Equal(200, (await server.Post("/currencies/list", "null")).Status);
        Assert.Equal(
            201,
            (await server.Post(
                "/addresses/take",
                """{"currency":"BTCLN","foreign_id":"u-1","convert_to":"","amount":"0.0025","tag":null}""")).Status);
        Assert.Equal(
            201,
            (await server.Post(
                "/addresses/take", """{"currency":"BTCLN","foreign_id":"u-1","amount":1.234e-05,"tag":""}""")).Status);
    }

    [Fact]
    public async Task Serves_a_client_in_CSharp()
    {
        // A dictionary of strings, StringContent's charset, exact status codes, 32-bit ids.
        await using var server = await AlphaPoServer.Start();
        const string take = """{"currency":"BTCLN","foreign_id":"1909242403","amount":"0.0025"}""";

        var accounts = await server.Send(WithCharset("/accounts/list", "[]"));
        var taken = await server.Send(WithCharset("/addresses/take", take));

        Assert.Equal(200, accounts.Status);
        taken.MustBe(201, Golden.Read("addresses-take/response"));
    }

    [Fact]
    public async Task Serves_a_client_in_PHP()
    {
        // json_encode of an empty array, slashes and scripts escaped, visible as an integer.
        await using var server = await AlphaPoServer.Start();

        Assert.Equal(200, (await server.Post("/accounts/list", "[]")).Status);
        Assert.Equal(200, (await server.Post("/currencies/list", """{"visible":1}""")).Status);
        Assert.Equal(200, (await server.Post("/currencies/rates", """{"currency_from":"btcln"}""")).Status);
        Assert.Equal(
            201,
            (await server.Post(
                "/addresses/take", """{"currency":"btcln","foreign_id":"shop\/\u00fc","amount":0.0025}""")).Status);
        Assert.Equal("shop/ü", Assert.Single(server.Engine.Taken).ForeignId);
    }

    [Fact]
    public async Task Serves_a_client_in_Ruby()
    {
        await using var server = await AlphaPoServer.Start();

        Assert.Equal(200, (await server.Post("/currencies/list", "{}")).Status);
        (await server.Post("/addresses/take", """{"currency":"BTCLN","foreign_id":1909242403,"amount":"0.0025"}"""))
            .MustBe(201, Golden.Read("addresses-take/response"));
    }

    [Fact]
    public async Task Serves_a_client_in_Rust()
    {
        // serde writes absent options as null.
        await using var server = await AlphaPoServer.Start();
        const string take =
            """{"currency":"BTCLN","convert_to":null,"foreign_id":"1909242403","amount":"0.0025","tag":null}""";

        Assert.Equal(200, (await server.Send(new HttpRequestMessage(HttpMethod.Get, "/api/v2/ping"))).Status);
        Assert.Equal(200, (await server.Post("/accounts/list", "{}")).Status);
        (await server.Post("/addresses/take", take)).MustBe(201, Golden.Read("addresses-take/response"));
    }

    private static HttpRequestMessage WithCharset(string path, string body)
    {
        var request = AlphaPoServer.Signed(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body));
        request.Content!.Headers.ContentType!.CharSet = "utf-8";
        return request;
    }
}
