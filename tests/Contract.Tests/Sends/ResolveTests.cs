using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using static Fulgurite.Contracts.Sends.OnChainSendTests;

namespace Fulgurite.Contracts.Sends;

/// <summary>A send on chain that cannot end by itself has a way out, with proof or an operator's word.</summary>
public sealed class ResolveTests
{
    private const string Data = $$"""{"address":"{{SendingMerchant.Address}}","amount_sats":25000}""";

    [Fact]
    public async Task A_send_stays_while_the_network_may_take_it()
    {
        await using var merchant = await SendingMerchant.Start();
        var stuck = await Stuck(merchant);

        Assert.Equal((409, "payment_not_resolvable"), await Resolve(merchant, stuck, "{}"));

        var send = await merchant.Read(stuck);
        Assert.Equal(("sending", "true"), (Status(send), Text(send, "data", "outflows", "0", "data", "is_pending")));
        Assert.Equal(1_000_000_000 - 25_263_000, await merchant.Available());
    }

    [Fact]
    public async Task A_send_whose_coins_were_spent_otherwise_fails_and_releases_its_hold()
    {
        await using var merchant = await SendingMerchant.Start();
        var stuck = await Stuck(merchant);
        merchant.Chain.Others.Add(Spending(merchant.Chain.Last!, confirmations: 1));

        Assert.Equal((202, null), await Resolve(merchant, stuck, "{}"));
        Assert.Equal((202, null), await Resolve(merchant, stuck, "{}"));

        var failed = await merchant.Read(stuck);
        Assert.Equal(("failed", "broadcast_failed"), (Status(failed), Text(failed, "error", "code")));
        Assert.Empty(failed["data"]!["outflows"]!.AsArray());
        Assert.Equal(1_000_000_000, await merchant.Available());
        Assert.Contains(
            await merchant.Product.Engine.Keys.Audit.Newest(Organization(merchant), null, 10, CancellationToken.None),
            record => record.Action == AuditAction.PaymentResolved && record.Subject == stuck.ToString());
    }

    [Fact]
    public async Task A_spending_that_is_in_no_block_proves_nothing()
    {
        await using var merchant = await SendingMerchant.Start();
        var stuck = await Stuck(merchant);
        merchant.Chain.Others.Add(Spending(merchant.Chain.Last!, confirmations: 0));

        Assert.Equal(409, (await Resolve(merchant, stuck, "{}")).Status);
    }

    [Fact]
    public async Task An_operator_may_answer_for_it()
    {
        await using var merchant = await SendingMerchant.Start();
        var stuck = await Stuck(merchant);

        Assert.Equal((202, null), await Resolve(merchant, stuck, """{"abandon":true}"""));

        Assert.Equal("failed", Status(await merchant.Read(stuck)));
        Assert.Equal(1_000_000_000, await merchant.Available());
        Assert.Contains(
            await merchant.Product.Engine.Keys.Audit.Newest(Organization(merchant), null, 10, CancellationToken.None),
            record => record is { Action: AuditAction.PaymentResolved, Detail: "abandon" });
    }

    [Fact]
    public async Task What_the_network_takes_now_is_sent_whatever_was_asked()
    {
        await using var merchant = await SendingMerchant.Start();
        var stuck = await Stuck(merchant);
        merchant.Chain.TakesNothing = false;

        Assert.Equal((202, null), await Resolve(merchant, stuck, """{"abandon":true}"""));

        Assert.Equal("completed", Status(await merchant.Read(stuck)));
        Assert.Equal(1_000_000_000 - 25_141_000, await merchant.Available());
    }

    [Fact]
    public async Task What_has_no_transaction_yet_is_withdrawn_and_never_gets_one()
    {
        await using var merchant = await SendingMerchant.Start();
        var id = Guid.NewGuid();
        await merchant.Send("onchain", Data, id);

        Assert.Equal((202, null), await Resolve(merchant, id, "{}"));
        await merchant.Product.Send();

        Assert.Equal(("failed", "send_failed"), (
            Status(await merchant.Read(id)), Text(await merchant.Read(id), "error", "code")));
        Assert.Null(merchant.Chain.Last);
        Assert.Equal(1_000_000_000, await merchant.Available());
    }

    [Fact]
    public async Task Nothing_is_released_while_the_node_is_away()
    {
        await using var merchant = await SendingMerchant.Start();
        var stuck = await Stuck(merchant);
        merchant.Chain.TakesNothing = false;
        merchant.Chain.IsAway = true;

        Assert.Equal(503, (await Resolve(merchant, stuck, """{"abandon":true}""")).Status);

        Assert.Equal("sending", Status(await merchant.Read(stuck)));
    }

    [Fact]
    public async Task Only_sends_on_chain_are_resolved()
    {
        await using var merchant = await SendingMerchant.Start();
        var bill = (await merchant.Sandbox("/sandbox/invoice", """{"amount_msat":5000}"""))["payment_request"];
        var id = Guid.NewGuid();
        await merchant.Send("bolt11", $$"""{"payment_request":"{{bill}}"}""", id);

        Assert.Equal((409, "payment_not_resolvable"), await Resolve(merchant, id, "{}"));
        Assert.Equal((404, "payment_not_found"), await Resolve(merchant, Guid.NewGuid(), "{}"));
    }

    private static OrganizationId Organization(SendingMerchant merchant)
    {
        OrganizationId.TryParse(merchant.Product.Facts.OrganizationId, out var organization);
        return organization;
    }

    private static async Task<Guid> Stuck(SendingMerchant merchant)
    {
        merchant.Chain.TakesNothing = true;
        return Guid.Parse(Text(await merchant.SendAndAdvance("onchain", Data), "id"));
    }

    private static ChainTransaction Spending(SignedTransaction own, int confirmations)
    {
        OnChainTransactionId.TryParse(new string('e', 64), out var id);
        return new ChainTransaction(
            id, [], confirmations, confirmations > 0 ? 101 : null, DateTimeOffset.UnixEpoch, "")
        {
            Inputs = [own.Inputs[0]],
        };
    }

    private static async Task<(int Status, string? Type)> Resolve(SendingMerchant merchant, Guid id, string body)
    {
        var (status, answer) = await merchant.Call(HttpMethod.Post, $"/payments/{id}/resolve", body);
        return (status, answer is JsonNode refused ? Text(refused, "error", "type") : null);
    }
}
