namespace Fulgurite.Contracts.AlphaPo;

public sealed class ListPairsTests
{
    [Theory]
    [InlineData("{}", "currencies-pairs")]
    [InlineData("[]", "currencies-pairs")]
    [InlineData("""{"currency_from":null,"currency_to":""}""", "currencies-pairs")]
    [InlineData("""{"currency_from":"btcln"}""", "currencies-pairs-from-btcln")]
    [InlineData("""{"currency_to":"BTC"}""", "currencies-pairs-from-btcln")]
    [InlineData("""{"currency_from":"BTCLN","currency_to":"BTC"}""", "currencies-pairs-from-btcln")]
    public async Task Lists_pairs_and_rates_alike(string body, string golden)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post("/currencies/pairs", body)).MustBe(200, Golden.Read(golden + "/response"));
        (await server.Post("/currencies/rates", body)).MustBe(200, Golden.Read(golden + "/response"));
    }

    [Fact]
    public async Task Lists_nothing_for_a_pair_that_is_none()
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post("/currencies/rates", """{"currency_from":"BTC","currency_to":"BTC"}"""))
            .MustBe(200, """{"data":[]}""");
    }

    [Theory]
    [InlineData("""{"currency_from":"DOGE","currency_to":"EUR"}""")]
    [InlineData("""{"currency_from":7,"currency_to":["BTC"]}""")]
    [InlineData("""{"currency_from":"\ud800","currency_to":"BTC\u0000"}""")]
    public async Task Refuses_currencies_that_do_not_exist(string body)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post("/currencies/rates", body)).MustBe(400, Golden.Read("currencies-pairs-invalid/response"));
    }

    [Fact]
    public async Task Names_only_the_currency_that_is_wrong()
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post("/currencies/pairs", """{"currency_from":"BTC","currency_to":"EUR"}"""))
            .MustBe(400, """{"errors":{"currency_to":"The selected currency to is invalid."}}""");
    }
}
