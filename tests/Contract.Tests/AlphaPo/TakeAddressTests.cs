using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Money;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class TakeAddressTests
{
    private const string Path = "/addresses/take";

    [Theory]
    [InlineData("addresses-take")]
    [InlineData("addresses-take-end-user-reference")]
    [InlineData("addresses-take-unicode")]
    public async Task Answers_as_the_golden_files_do(string name)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(Path, Golden.Read(name + "/request"));

        reply.MustBe(201, Golden.Read(name + "/response"));
        Assert.Equal(1, server.Engine.CallCount);
    }

    [Theory]
    [InlineData("0.0025")]
    [InlineData("2.5e-3")]
    [InlineData("25E-4")]
    [InlineData("0.00250000000000")]
    [InlineData("\"0.0025\"")]
    [InlineData("\"0.00250000\"")]
    [InlineData("\"2.5e-3\"")]
    public async Task Takes_the_amount_in_every_notation(string amount)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(Path, Body(amount));

        Assert.Equal(201, reply.Status);
        Assert.Equal([new TakeDeposit(Msat.FromSats(250_000), "1", null)], server.Engine.Taken);
    }

    [Theory]
    [InlineData("0.00001000", 1_000)]
    [InlineData("1e-5", 1_000)]
    [InlineData("0.00012345", 12_345)]
    [InlineData("0.045", 4_500_000)]
    [InlineData("0.0449999900", 4_499_999)]
    public async Task Takes_amounts_up_to_both_limits(string amount, long sats)
    {
        await using var server = await AlphaPoServer.Start();

        Assert.Equal(201, (await server.Post(Path, Body(amount))).Status);
        Assert.Equal(Msat.FromSats(sats), Assert.Single(server.Engine.Taken).Amount);
    }

    [Theory]
    [InlineData("0.00000999", "The amount must be at least 0.00001000.")]
    [InlineData("0.0000099999999", "The amount must be at least 0.00001000.")]
    [InlineData("0", "The amount must be at least 0.00001000.")]
    [InlineData("-0", "The amount must be at least 0.00001000.")]
    [InlineData("-0.0025", "The amount must be at least 0.00001000.")]
    [InlineData("-1e400", "The amount must be at least 0.00001000.")]
    [InlineData("1e-400", "The amount must be at least 0.00001000.")]
    [InlineData("0.04500001", "The amount may not be greater than 0.04500000.")]
    [InlineData("0.0450000000000000000001", "The amount may not be greater than 0.04500000.")]
    [InlineData("1e400", "The amount may not be greater than 0.04500000.")]
    [InlineData("1e2147483648", "The amount may not be greater than 0.04500000.")]
    [InlineData("0.0025000000000000000001", "The amount may not have more than 8 decimal places.")]
    [InlineData("\"0.000123456\"", "The amount may not have more than 8 decimal places.")]
    [InlineData("\"\"", "The amount field is required.")]
    [InlineData("\"  \"", "The amount field is required.")]
    [InlineData("null", "The amount field is required.")]
    [InlineData("\" 0.0025 \"", "The amount must be a number.")]
    [InlineData("\"0,0025\"", "The amount must be a number.")]
    [InlineData("\".0025\"", "The amount must be a number.")]
    [InlineData("\"Infinity\"", "The amount must be a number.")]
    [InlineData("\"0.0025\\u0000\"", "The amount must be a number.")]
    [InlineData("\"\\ud800\"", "The amount must be a number.")]
    [InlineData("true", "The amount must be a number.")]
    [InlineData("[0.0025]", "The amount must be a number.")]
    [InlineData("{\"value\":0.0025}", "The amount must be a number.")]
    public async Task Refuses_an_amount_that_cannot_be(string amount, string text)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(Path, Body(amount));

        reply.MustBe(400, $$$"""{"errors":{"amount":"{{{text}}}"}}""");
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Theory]
    [InlineData("""{"foreign_id":"1","amount":1}""", "currency", "The currency field is required.")]
    [InlineData("""{"currency":null,"foreign_id":"1"}""", "currency", "The currency field is required.")]
    [InlineData("""{"currency":"DOGE","foreign_id":"1"}""", "currency", "The selected currency is invalid.")]
    [InlineData("""{"currency":"BTCLN\u0000","foreign_id":"1"}""", "currency", "The selected currency is invalid.")]
    [InlineData("""{"currency":7,"foreign_id":"1"}""", "currency", "The selected currency is invalid.")]
    [InlineData("""{"currency":["BTCLN"],"foreign_id":"1"}""", "currency", "The selected currency is invalid.")]
    [InlineData("""{"currency":"\ud800","foreign_id":"1"}""", "currency", "The selected currency is invalid.")]
    [InlineData("""{"currency":"BTCLN","amount":0.0025}""", "foreign_id", "The foreign id field is required.")]
    [InlineData(
        """{"currency":"BTCLN","amount":0.0025,"foreign_id":""}""", "foreign_id", "The foreign id field is required.")]
    public async Task Refuses_one_field_with_one_text(string body, string field, string text)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post(Path, body)).MustBe(400, $$$"""{"errors":{"{{{field}}}":"{{{text}}}"}}""");
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Theory]
    [InlineData("true", "The foreign id must be a string.")]
    [InlineData("{\"a\":1}", "The foreign id must be a string.")]
    [InlineData("[1]", "The foreign id must be a string.")]
    [InlineData("\"a\\ud800b\"", "The foreign id must be a string.")]
    [InlineData("\"\\udc00\\ud800\"", "The foreign id must be a string.")]
    [InlineData("\"a\\u0000b\"", "The foreign id format is invalid.")]
    [InlineData("\"a\\nb\"", "The foreign id format is invalid.")]
    [InlineData("\"a\\u007f\"", "The foreign id format is invalid.")]
    [InlineData("\"a\\u0085\"", "The foreign id format is invalid.")]
    public async Task Refuses_a_foreign_id_that_is_not_plain_text(string foreignId, string text)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(Path, $$"""{"currency":"BTCLN","amount":0.0025,"foreign_id":{{foreignId}}}""");

        reply.MustBe(400, $$$"""{"errors":{"foreign_id":"{{{text}}}"}}""");
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Theory]
    [InlineData("1909242403", "1909242403")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    [InlineData("\"  a \"", "  a ")]
    [InlineData("\"\\u0061\"", "a")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    public async Task Keeps_the_foreign_id_as_it_was_sent(string sent, string kept)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(Path, $$"""{"currency":"BTCLN","amount":0.0025,"foreign_id":{{sent}}}""");

        Assert.Equal(201, reply.Status);
        Assert.Equal(kept, Assert.Single(server.Engine.Taken).ForeignId);
    }

    [Theory]
    [InlineData(255, "a", true)]
    [InlineData(256, "a", false)]
    [InlineData(255, "😀", true)]
    [InlineData(256, "😀", false)]
    public async Task Counts_255_characters_of_any_script(int count, string character, bool isAccepted)
    {
        await using var server = await AlphaPoServer.Start();
        var text = string.Concat(Enumerable.Repeat(character, count));

        var reply = await server.Post(
            Path,
            $$"""{"currency":"BTCLN","amount":0.0025,"foreign_id":"{{text}}","end_user_reference":"{{text}}"}""");

        if (isAccepted)
        {
            Assert.Equal(201, reply.Status);
            return;
        }

        reply.MustBe(400, Golden.Read("addresses-take-too-long/response"));
    }

    [Theory]
    [InlineData("BTC")]
    [InlineData("btc")]
    public async Task Says_when_a_currency_is_known_and_not_enabled(string currency)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(Path, $$"""{"currency":"{{currency}}","foreign_id":"1"}""");

        reply.MustBe(400, Golden.Read("addresses-take-forbidden-currency/response"));
    }

    [Fact]
    public async Task Takes_the_currency_in_any_case_and_answers_upper_case()
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(Path, """{"currency":"btcLn","amount":0.0025,"foreign_id":"1909242403"}""");

        reply.MustBe(201, Golden.Read("addresses-take/response"));
    }

    [Theory]
    [InlineData("\"BTCLN\"", "The convert to and currency must be different.")]
    [InlineData("\"btcln\"", "The convert to and currency must be different.")]
    [InlineData("\"BTC\"", "Exchange is unavailable for given currencies")]
    [InlineData("\"NOPE\"", "The selected convert to is invalid.")]
    [InlineData("1", "The selected convert to is invalid.")]
    public async Task Refuses_a_conversion(string convertTo, string text)
    {
        await using var server = await AlphaPoServer.Start();

        var reply = await server.Post(
            Path, $$"""{"currency":"BTCLN","amount":0.0025,"foreign_id":"1","convert_to":{{convertTo}}}""");

        reply.MustBe(400, $$$"""{"errors":{"convert_to":"{{{text}}}"}}""");
        Assert.Equal(0, server.Engine.CallCount);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("""{"\ud800":1,"Currency":"BTCLN"}""")]
    public async Task Names_every_missing_field_at_once(string body)
    {
        await using var server = await AlphaPoServer.Start();

        (await server.Post(Path, body)).MustBe(400, Golden.Read("addresses-take-empty/response"));
    }

    [Fact]
    public async Task Takes_the_last_of_repeated_names()
    {
        await using var server = await AlphaPoServer.Start();

        await server.Post(
            Path, """{"amount":1,"currency":"BTCLN","foreign_id":"a","amount":0.0025,"foreign_id":"b","a":1,"a":2}""");

        Assert.Equal([new TakeDeposit(Msat.FromSats(250_000), "b", null)], server.Engine.Taken);
    }

    [Fact]
    public async Task Issues_a_new_invoice_for_a_repeated_foreign_id()
    {
        await using var server = await AlphaPoServer.Start();

        await server.Post(Path, Body("0.0025"));
        await server.Post(Path, Body("0.0025"));

        Assert.Equal(2, server.Engine.Taken.Count);
    }

    [Theory]
    [InlineData("AmountTooSmall", 400, """{"errors":{"amount":"The amount must be at least 0.00300000."}}""")]
    [InlineData("AmountTooLarge", 400, """{"errors":{"amount":"The amount may not be greater than 0.00300000."}}""")]
    [InlineData(
        "ReceivingDisabled",
        400,
        """{"errors":{"currency":"Currency BTCLN is not enabled for your merchant"},"""
        + "\"error_code\":\"forbidden_currency\"}")]
    [InlineData(
        "TooManyUnpaid", 429, """{"errors":{"currency":"Too many unpaid addresses. Please try again later."}}""")]
    [InlineData(
        "NodeUnavailable",
        503,
        """{"error":"Service is temporarily unavailable","code":"service_unavailable"}""")]
    public async Task Puts_the_refusals_of_the_engine_into_the_contracts_words(string status, int code, string body)
    {
        await using var server = await AlphaPoServer.Start();
        var refusal = new TakeDepositOutcome(Enum.Parse<TakeDepositStatus>(status), Limit: Msat.FromSats(300_000));
        server.Engine.NextOutcome = () => refusal;

        (await server.Post(Path, Body("0.0025"))).MustBe(code, body);
    }

    private static string Body(string amount) =>
        $$"""{"currency":"BTCLN","foreign_id":"1","amount":{{amount}}}""";
}
