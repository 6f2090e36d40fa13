using System.Text.Json.Nodes;

namespace Fulgurite.Contracts.Sends;

/// <summary>A merchant sends to an address, over the native API.</summary>
public sealed class OnChainSendTests
{
    private const string Address = SendingMerchant.Address;

    [Fact]
    public async Task Holds_the_cost_sends_and_tells_what_left()
    {
        await using var merchant = await SendingMerchant.Start();
        var id = Guid.NewGuid();
        const string Data = $$"""{"address":"{{Address}}","amount_sats":25000,"description":"rent"}""";

        Assert.Equal((202, null), await merchant.Send("onchain", Data, id, more: ""","metadata":{"order":"77"}"""));

        var begun = await merchant.Read(id);
        Assert.Equal(("send", "onchain", "sending"), (Text(begun, "direction"), Text(begun, "type"), Status(begun)));
        Assert.Equal(("25000000", "263000"), (
            Text(begun, "data", "amount", "amount"), Text(begun, "data", "max_fee", "amount")));
        Assert.Equal("25263000", Text(await merchant.Wallet(), "holds", "0", "amount", "amount"));
        Assert.Equal(id.ToString(), Text(await merchant.Wallet(), "holds", "0", "payment_id"));
        await merchant.Product.Send();

        var sent = await merchant.Read(id);
        Assert.Equal("completed", Status(sent));
        Assert.Equal(("141", "25000", "263"), (
            Text(sent, "data", "fee_sats"), Text(sent, "data", "amount_sats"), Text(sent, "data", "max_fee_sats")));
        Assert.Equal(("rent", "77"), (Text(sent, "data", "label"), Text(sent, "metadata", "order")));
        var outflow = sent["data"]!["outflows"]!.AsArray().Single()!;
        Assert.Equal(("onchain", "25000"), (Text(outflow, "type"), Text(outflow, "amount_sats")));
        Assert.Equal(merchant.Chain.Last!.Id.ToString(), Text(outflow, "data", "tx_id"));
        Assert.Equal(Text(outflow, "data", "tx_id"), Text(outflow, "tx_id"));
        Assert.Equal(1_000_000_000 - 25_141_000, await merchant.Available());
        Assert.Empty((await merchant.Wallet())["holds"]!.AsArray());
    }

    [Fact]
    public async Task Is_listed_has_a_history_and_lines_in_the_ledger()
    {
        await using var merchant = await SendingMerchant.Start();

        var sent = await merchant.SendAndAdvance(
            "onchain", $$"""{"address":"{{Address}}","amount":{"amount":1000000,"currency":"btc"} }""");

        var id = Text(sent, "id");
        foreach (var query in new[] { "kind=onchain", "direction=send&statuses=completed", "pagination=cursor" })
        {
            Assert.Contains((await merchant.Get($"/payments?{query}"))["items"]!.AsArray(), p => Text(p!, "id") == id);
        }

        Assert.Empty((await merchant.Get("/payments?kind=bip21"))["items"]!.AsArray());
        Assert.Equal(
            ["sending", "approved", "completed"],
            (await merchant.Get($"/payments/{id}/history"))["events"]!.AsArray().Select(e => Text(e!, "event_type")));
        var ledger = (await merchant.Wallet($"/ledger?payment_id={id}"))["items"]!.AsArray();
        Assert.Equal(["captured", "held"], ledger.Select(line => Text(line!, "type")));
        Assert.Equal("1141000", Text(ledger[0]!, "amount_msats"));
        Assert.Equal(Text(ledger[0]!, "hold_id"), Text(sent, "data", "outflows", "0", "ledger_id"));
        var events = (await merchant.Get("/events"))["items"]!.AsArray()
            .Where(e => e!["payment_id"]?.GetValue<string>() == id).Select(e => Text(e!, "type"));
        Assert.Equal(["send.created", "send.approved", "send.succeeded"], events);
    }

    [Theory]
    [InlineData("""{"amount_sats":1000}""", "missing_address", "required")]
    [InlineData("""{"address":"ADDRESS"}""", "amount_required", "required")]
    [InlineData("""{"address":"nothing","amount_sats":1000}""", "invalid_address", null)]
    [InlineData(
        """{"address":"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4","amount_sats":1000}""", "invalid_network", null)]
    [InlineData("""{"address":"ADDRESS","amount_msats":1000001}""", "invalid_amount", null)]
    [InlineData("""{"address":"ADDRESS","amount_sats":0}""", "invalid_amount", "below_minimum")]
    [InlineData("""{"address":"ADDRESS","amount_sats":293}""", "invalid_on_chain_payment", "below_minimum")]
    [InlineData("""{"address":"ADDRESS","amount_sats":2100000000000001}""", "invalid_amount", null)]
    [InlineData("""{"address":"ADDRESS","amount_sats":1000,"max_fee_sats":-1}""", "invalid_max_fee", "below_minimum")]
    [InlineData("""{"address":"ADDRESS","amount_sats":1000,"description":""}""", "invalid_description", "too_short")]
    public async Task Refuses_what_cannot_be_sent(string data, string type, string? code)
    {
        await using var merchant = await SendingMerchant.Start();

        var asked = data.Replace("ADDRESS", Address, StringComparison.Ordinal);
        var (status, refused) = await merchant.Send("onchain", asked, Guid.NewGuid());

        Assert.Equal((400, type), (status, Text(refused!, "error", "type")));
        Assert.Equal(code, refused!["error"]!["code"]?.GetValue<string>());
        Assert.Equal(1_000_000_000, await merchant.Available());
    }

    [Theory]
    [InlineData("amount_sats", 293, "amount_sats is 293, and at least 294.")]
    [InlineData("amount_msats", 293_000, "amount_msats is 293000, and at least 294000.")]
    public async Task Says_the_least_amount_in_the_unit_of_the_request(string field, long given, string message)
    {
        await using var merchant = await SendingMerchant.Start();

        var (_, refused) = await merchant.Send(
            "onchain", $$"""{"address":"{{Address}}","{{field}}":{{given}}}""", Guid.NewGuid());

        Assert.Equal((message, field, "293000", "294000"), (
            Text(refused!, "message"),
            Text(refused!, "error", "context", "field"),
            Text(refused!, "error", "context", "provided_amount", "amount"),
            Text(refused!, "error", "context", "min_amount", "amount")));
    }

    [Fact]
    public async Task Keeps_what_the_wallet_does_not_cover_as_one_that_failed()
    {
        await using var merchant = await SendingMerchant.Start(sats: 1_000);

        var failed = await merchant.SendAndAdvance("onchain", $$"""{"address":"{{Address}}","amount_sats":1000}""");

        Assert.Equal(("failed", "hold_failed", "insufficient_funds"), (
            Status(failed), Text(failed, "error", "type"), Text(failed, "error", "code")));
        Assert.Equal(1_000_000, await merchant.Available());
    }

    [Fact]
    public async Task A_wallet_of_a_disabled_line_sends_nothing()
    {
        await using var merchant = await SendingMerchant.Start();
        var line = merchant.Product.Facts.LineOfCreditId;
        Assert.Equal(202, (await merchant.Call(
            HttpMethod.Patch, $"/lines_of_credit/{line}/sandbox", """{"disable":true}""")).Status);

        var (status, refused) = await merchant.Send(
            "onchain", $$"""{"address":"{{Address}}","amount_sats":1000}""", Guid.NewGuid());

        Assert.Equal((400, "invalid_payment", "line_of_credit_disabled", line), (
            status,
            Text(refused!, "error", "type"),
            Text(refused!, "error", "code"),
            Text(refused!, "error", "context", "line_of_credit_id")));
        Assert.Equal(1_000_000_000, await merchant.Available());
    }

    [Fact]
    public async Task Fails_with_the_fee_that_it_would_have_taken()
    {
        await using var merchant = await SendingMerchant.Start();

        var failed = await merchant.SendAndAdvance(
            "onchain", $$"""{"address":"{{Address}}","amount_sats":1000,"max_fee_sats":140}""");

        Assert.Equal(("failed", "send_failed", "broadcast_fee_above_max"), (
            Status(failed), Text(failed, "error", "type"), Text(failed, "error", "code")));
        var facts = failed["error"]!["context"]!;
        Assert.Equal(("141", "140", "6"), (
            Text(facts, "estimated_fee_sats"), Text(facts, "max_fee_sats"), Text(facts, "target_blocks")));
        Assert.Empty(failed["data"]!["outflows"]!.AsArray());
        Assert.Equal(1_000_000_000, await merchant.Available());
    }

    [Fact]
    public async Task An_id_names_one_payment_of_any_kind()
    {
        await using var merchant = await SendingMerchant.Start();
        var id = Guid.NewGuid();
        const string Data = $$"""{"address":"{{Address}}","amount_sats":1000}""";
        Assert.Equal(202, (await merchant.Send("onchain", Data, id, "key")).Status);

        Assert.Equal(202, (await merchant.Send("onchain", Data, id, "key")).Status);
        Assert.Equal(409, (await merchant.Send("onchain", Data, id)).Status);
        Assert.Equal(409, (await merchant.Send("bip21", Data, id, "key")).Status);
        var more = Data.Replace("1000", "1001", StringComparison.Ordinal);
        Assert.Equal(409, (await merchant.Send("onchain", more, id, "key")).Status);
        var bill = (await merchant.Sandbox("/sandbox/invoice", """{"amount_msat":5000}"""))["payment_request"];
        Assert.Equal(409, (await merchant.Send("bolt11", $$"""{"payment_request":"{{bill}}"}""", id, "key")).Status);
        var receive = Guid.NewGuid();
        await merchant.Call(HttpMethod.Post, "/payments", $$"""
            {"id":"{{receive}}","wallet_id":"{{merchant.Product.Facts.WalletId}}","payment_kind":"bolt11"}
            """);
        Assert.Equal(409, (await merchant.Send("onchain", Data, receive)).Status);
        Assert.Equal(422, (await merchant.Send("onchain", Data, Guid.NewGuid(), "key")).Status);
        Assert.Equal(422, (await merchant.Send("bip21", Data, receive, "key")).Status);
        Assert.Equal(1_000_000_000 - 1_263_000, await merchant.Available());
    }

    // An ordinary transaction to an ordinary address: one is debited, the other credited, by what is on the chain.
    [Fact]
    public async Task An_address_of_our_own_is_paid_and_credited_like_any_other()
    {
        await using var merchant = await SendingMerchant.Start();
        var own = await merchant.NewAddress();

        var sent = await merchant.SendAndAdvance("onchain", $$"""{"address":"{{own}}","amount_sats":50000}""");

        Assert.Equal("completed", Status(sent));
        Assert.Equal(1_000_000_000 - 50_141_000, await merchant.Available());
        await merchant.Mine();
        Assert.Equal(1_000_000_000 - 141_000, await merchant.Available());
    }

    [Fact]
    public async Task Webhooks_tell_how_it_ended_in_the_words_of_a_read()
    {
        await using var merchant = await SendingMerchant.Start(sats: 30_000);
        var webhook = Guid.NewGuid();
        await merchant.Call(HttpMethod.Post, "/webhooks", $$"""
            {"id":"{{webhook}}","url":"{{merchant.Product.Address}}sandbox/inbox","name":"sends",
             "events":[{"send":"succeeded"},{"send":"failed"}]}
            """);
        const string Data = $$"""{"address":"{{Address}}","amount_sats":25000}""";

        var sent = await merchant.SendAndAdvance("onchain", Data);
        var failed = await merchant.SendAndAdvance("onchain", Data);
        await merchant.Product.CallBack();
        await merchant.Product.CallBack();

        var told = (await merchant.Get($"/webhooks/{webhook}/deliveries"))["items"]!.AsArray()
            .Select(delivery => delivery!["payload"]!).ToDictionary(payload => Text(payload, "detail", "event"));
        Assert.Equal(["failed", "succeeded"], told.Keys.Order());
        Assert.True(JsonNode.DeepEquals(sent, told["succeeded"]["detail"]!["data"]));
        Assert.True(JsonNode.DeepEquals(failed, told["failed"]["detail"]!["data"]));
    }

    internal static string Text(JsonNode node, params string[] path) =>
        path.Aggregate(node, (at, name) => int.TryParse(name, out var index) ? at[index]! : at[name]!).ToString();

    internal static string Status(JsonNode payment) => Text(payment, "status");
}
