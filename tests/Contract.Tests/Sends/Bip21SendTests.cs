using static Fulgurite.Contracts.Sends.OnChainSendTests;

namespace Fulgurite.Contracts.Sends;

/// <summary>A merchant sends to a BIP 21 request: over Lightning where that can be, else on chain.</summary>
public sealed class Bip21SendTests
{
    private const string Address = SendingMerchant.Address;

    [Fact]
    public async Task Pays_the_invoice_of_a_URI()
    {
        await using var merchant = await SendingMerchant.Start();
        var invoice = await Invoice(merchant, "5000000");

        var sent = await merchant.SendAndAdvance(
            "bip21", $$"""{"address":"bitcoin:{{Address}}?amount=0.00005&message=tea&lightning={{invoice}}"}""");

        Assert.Equal(("bip21", "completed"), (Text(sent, "type"), Status(sent)));
        Assert.Equal((invoice, Address, "tea"), (
            Text(sent, "data", "payment_request"), Text(sent, "data", "address"), Text(sent, "data", "description")));
        Assert.Equal(("5000000", "lightning"), (
            Text(sent, "data", "amount_msats"), Text(sent, "data", "outflows", "0", "type")));
        Assert.Null(merchant.Chain.Last);
        Assert.Single((await merchant.Get("/payments?kind=bip21&direction=send"))["items"]!.AsArray());
    }

    // A second wallet pays the merchant's: neither the node nor the chain hears of it, and each side is told so.
    [Theory]
    [InlineData("bip21")]
    [InlineData("bolt11")]
    public async Task The_request_of_another_wallet_here_is_paid_within_the_ledger(string type)
    {
        await using var merchant = await SendingMerchant.Start();
        var (payer, received, sent) = (await merchant.OpenWallet(6_000_000), Guid.NewGuid(), Guid.NewGuid());
        var (wallet, before) = (merchant.Product.Facts.WalletId, await merchant.Available());
        Assert.Equal(202, await Post(
            merchant,
            $$"""{"id":"{{received}}","wallet_id":"{{wallet}}","payment_kind":"bip21","amount_sats":5000}"""));
        var asked = await merchant.Read(received);
        var data = type == "bip21"
            ? $$"""{"address":"{{Text(asked, "bip21_uri")}}"}"""
            : $$"""{"payment_request":"{{Text(asked, "data", "payment_request")}}"}""";

        Assert.Equal(202, await Post(
            merchant, $$"""{"id":"{{sent}}","wallet_id":"{{payer}}","type":"{{type}}","data":{{data}}}"""));
        await merchant.Product.Send();

        var (outflow, receipt) = (await merchant.Read(sent), await merchant.Read(received));
        Assert.Equal(("completed", "completed"), (Status(outflow), Status(receipt)));
        Assert.Equal(("shortcircuit", "shortcircuit"), (
            Text(outflow, "data", "outflows", "0", "type"), Text(receipt, "data", "receipts", "0", "type")));
        Assert.Equal(($"{received}", $"{sent}"), (
            Text(outflow, "data", "outflows", "0", "data", "offset_payment_id"),
            Text(receipt, "data", "receipts", "0", "data", "offset_payment_id")));
        Assert.Equal(before + 5_000_000, await merchant.Available());
        Assert.Null(merchant.Chain.Last);
        Assert.Single((await merchant.Get("/payments?kind=bip21&direction=receive"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Pays_the_address_where_there_is_no_invoice_that_can_be_paid()
    {
        await using var merchant = await SendingMerchant.Start();
        var expired = await Invoice(merchant, "5000000", seconds: 60);
        merchant.Product.Clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var lightning in new[] { "", $"&lightning={expired}", "&lightning=lno1offer", "&lightning=LNURL1X" })
        {
            var sent = await merchant.SendAndAdvance(
                "bip21", $$"""{"address":"BITCOIN:{{Address}}?amount=0.00005{{lightning}}"}""");

            Assert.Equal(("bip21", "completed", "onchain"), (
                Text(sent, "type"), Status(sent), Text(sent, "data", "outflows", "0", "type")));
            Assert.Equal((Address, "5000000"), (Text(sent, "data", "address"), Text(sent, "data", "amount_msats")));
            Assert.Null(sent["data"]!["payment_request"]);
        }

        Assert.Equal(1_000_000_000 - (4 * 5_141_000), await merchant.Available());
    }

    [Fact]
    public async Task A_bare_address_takes_its_terms_from_the_request()
    {
        await using var merchant = await SendingMerchant.Start();

        var onChain = await merchant.SendAndAdvance(
            "bip21", $$"""{"address":"{{Address}}","amount_msats":4000000,"max_fee_msats":200000,"description":"x"}""");
        var invoice = await Invoice(merchant, "null");
        var overLightning = await merchant.SendAndAdvance(
            "bip21", $$"""{"address":"{{Address}}","payment_request":"{{invoice}}","amount_sats":3}""");

        Assert.Equal(("4000000", "200000", "x"), (
            Text(onChain, "data", "amount_msats"),
            Text(onChain, "data", "max_fee_msats"),
            Text(onChain, "data", "description")));
        Assert.Equal(("completed", "3000", "lightning"), (
            Status(overLightning),
            Text(overLightning, "data", "amount_msats"),
            Text(overLightning, "data", "outflows", "0", "type")));
    }

    [Fact]
    public async Task What_a_URI_says_counts_more_than_what_is_said_beside_it()
    {
        await using var merchant = await SendingMerchant.Start();
        var inside = await Invoice(merchant, "null");
        var beside = await Invoice(merchant, "null");

        var sent = await merchant.SendAndAdvance("bip21", $$"""
            {
              "address": "bitcoin:{{Address}}?amount=0.00002&label=inside&lightning={{inside}}",
              "payment_request": "{{beside}}", "amount_msats": 7000000, "description": "beside"
            }
            """);

        Assert.Equal((inside, "2000000", "inside"), (
            Text(sent, "data", "payment_request"),
            Text(sent, "data", "amount_msats"),
            Text(sent, "data", "description")));
    }

    // The invoice expires between two requests of one id: what was decided stays decided, and one payment is made.
    [Fact]
    public async Task The_first_request_decides_the_way_for_ever()
    {
        await using var merchant = await SendingMerchant.Start();
        var invoice = await Invoice(merchant, "5000000", seconds: 60);
        var data = $$"""{"address":"bitcoin:{{Address}}?amount=0.00005&lightning={{invoice}}"}""";
        var id = Guid.NewGuid();
        Assert.Equal(202, (await merchant.Send("bip21", data, id, "key")).Status);
        await merchant.Product.Send();
        merchant.Product.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(202, (await merchant.Send("bip21", data, id, "key")).Status);
        Assert.Equal(409, (await merchant.Send("bip21", data, id)).Status);
        var withoutInvoice = $$"""{"address":"bitcoin:{{Address}}?amount=0.00005"}""";
        Assert.Equal(409, (await merchant.Send("bip21", withoutInvoice, id)).Status);

        Assert.Equal("lightning", Text(await merchant.Read(id), "data", "outflows", "0", "type"));
        Assert.Null(merchant.Chain.Last);
        Assert.Equal(1_000_000_000 - 5_000_000 - 5_100, await merchant.Available());
    }

    [Theory]
    [InlineData("""{"amount_sats":1000}""", "missing_address")]
    [InlineData("""{"address":"nothing","amount_sats":1000}""", "invalid_address")]
    [InlineData("""{"address":"bitcoin:nothing?amount=1"}""", "invalid_address")]
    [InlineData("""{"address":"bitcoin:ADDRESS?amount=1,5"}""", "invalid_amount")]
    [InlineData("""{"address":"bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=1"}""", "invalid_network")]
    [InlineData("""{"address":"bitcoin:ADDRESS?req-x=1&amount=1"}""", "invalid_address")]
    [InlineData("""{"address":"bitcoin:ADDRESS"}""", "amount_required")]
    [InlineData("""{"address":"bitcoin:?lightning=lno1offer","amount_sats":1}""", "invalid_bolt11_payment_request")]
    public async Task Refuses_what_cannot_be_paid_either_way(string data, string type)
    {
        await using var merchant = await SendingMerchant.Start();

        var asked = data.Replace("ADDRESS", Address, StringComparison.Ordinal);
        var (status, refused) = await merchant.Send("bip21", asked, Guid.NewGuid());

        Assert.Equal((400, type), (status, Text(refused!, "error", "type")));
    }

    [Fact]
    public async Task Refuses_a_URI_that_contradicts_its_invoice()
    {
        await using var merchant = await SendingMerchant.Start();
        var invoice = await Invoice(merchant, "5000000");

        var (status, refused) = await merchant.Send(
            "bip21", $$"""{"address":"bitcoin:{{Address}}?amount=0.00006&lightning={{invoice}}"}""", Guid.NewGuid());

        Assert.Equal((400, "amount_match_failed"), (status, Text(refused!, "error", "type")));
    }

    private static async Task<int> Post(SendingMerchant merchant, string body) =>
        (await merchant.Call(HttpMethod.Post, "/payments", body)).Status;

    private static async Task<string> Invoice(SendingMerchant merchant, string amountMsat, int seconds = 3_600) =>
        Text(
            await merchant.Sandbox(
                "/sandbox/invoice", $$"""{"amount_msat":{{amountMsat}},"expiry_seconds":{{seconds}}}"""),
            "payment_request");
}
