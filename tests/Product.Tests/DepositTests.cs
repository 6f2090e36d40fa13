using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A deposit from its request to its balance.</summary>
public sealed class DepositTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private const string GuideRequest = """{"currency":"BTCLN","foreign_id":"1909242403","amount":0.0025}""";
    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task Answers_the_guides_request_as_the_guide_says()
    {
        var answer = (await product.Call("addresses/take", GuideRequest)).With(201);

        Assert.Equal(
            ["id", "currency", "address", "tag", "foreign_id", "expires_at"],
            answer.Data.AsObject().Select(field => field.Key));
        Assert.InRange(answer.Data["id"]!.GetValue<int>(), 1, int.MaxValue);
        Assert.Equal("BTCLN", answer.Data["currency"]!.GetValue<string>());
        Assert.Null(answer.Data["tag"]);
        Assert.Equal("1909242403", answer.Data["foreign_id"]!.GetValue<string>());
        Assert.Equal("application/json", answer.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Issues_an_invoice_that_other_implementations_read_the_same()
    {
        var taken = (await product.Call("addresses/take", GuideRequest)).With(201).Data;
        var read = await Bolt11Reading.Of(taken["address"]!.GetValue<string>());

        await product.Pay(taken["address"]!.GetValue<string>());
        var hash = (await product.Credited("1909242403"))["transactions"]![0]!["txid"]!.GetValue<string>();

        var (full, light) = (read["bolt11"]!, read["light"]!);
        Assert.Equal("lnbcrt2500u", full["prefix"]!.GetValue<string>());
        Assert.Equal("bcrt", light["network"]!.GetValue<string>());
        Assert.All([full, light], each =>
        {
            Assert.Equal("250000000", each["millisatoshis"]!.GetValue<string>());
            Assert.Equal(900, each["expiry"]!.GetValue<int>());
            Assert.Equal(
                taken["expires_at"]!.GetValue<long>(),
                each["timestamp"]!.GetValue<long>() + each["expiry"]!.GetValue<long>());
            Assert.Equal(hash, each["paymentHash"]!.GetValue<string>());
        });

        // Recovered from the signature; the log names the node.
        Assert.Contains($"({full["payee"]!.GetValue<string>()})", product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_found_by_its_id_foreign_id_and_payment_hash_once_it_is_paid()
    {
        var taken = await product.Take("found-by", "0.00012345");
        (await product.Call("transactions/info", """{"foreign_id":"found-by"}""")).With(404);
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);

        var byForeignId = (await product.Credited("found-by")).ToJsonString();
        var deposit = JsonNode.Parse(byForeignId)!;
        var hash = deposit["transactions"]![0]!["txid"]!.GetValue<string>();
        var byId = await product.Call("transactions/info", $$"""{"id":{{deposit["id"]}}}""");
        var byHash = await product.Call("transactions/info", $$"""{"txid":"{{hash}}"}""");

        Assert.Equal(byForeignId, byId.With(200).Json.ToJsonString());
        Assert.Equal(byForeignId, byHash.With(200).Json.ToJsonString());
        Assert.Equal("confirmed", deposit["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("0.00001000", "0.00000008", "0.00000992")]
    [InlineData("0.00012345", "0.00000098", "0.00012247")]
    [InlineData("0.00098592", "0.00000788", "0.00097804")]
    [InlineData("0.02942315", "0.00023538", "0.02918777")]
    [InlineData("0.04500000", "0.00036000", "0.04464000")]
    public async Task Keeps_a_fee_of_eight_thousandths_rounded_down(string amount, string fee, string net)
    {
        var before = await product.Balance();
        var taken = await product.Take($"fee-{amount}", amount);
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        var deposit = await product.Credited($"fee-{amount}");

        Assert.Equal(fee, deposit["fees"]![0]!["amount"]!.GetValue<string>());
        Assert.Equal(amount, deposit["currency_received"]!["amount"]!.GetValue<string>());
        Assert.Equal(net, deposit["currency_received"]!["amount_minus_fee"]!.GetValue<string>());
        Assert.Equal(RunningProduct.Satoshis(net), await product.Balance() - before);
    }
}
