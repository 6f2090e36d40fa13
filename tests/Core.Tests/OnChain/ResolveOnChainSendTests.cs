using Fulgurite.Bitcoin;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;

namespace Fulgurite.Tests.OnChain;

public sealed class ResolveOnChainSendTests
{
    private static readonly BitcoinAddress Destination = BitcoinAddress.OfWitness(
        BitcoinNetwork.Regtest, 0, Convert.FromHexString("751e76e8199196d454941c45d1b3a323f1433bd6"));

    private static readonly NewOnChainSend Asked = new(
        Samples.PaymentId,
        Samples.Environment,
        Samples.Wallet,
        Destination,
        Msat.FromSats(40_000),
        Msat.FromSats(500));

    [Theory]
    [InlineData(6, true)]
    [InlineData(5, false)]
    [InlineData(0, false)]
    public async Task Only_a_spending_that_is_deep_in_the_chain_is_proof(int confirmations, bool isProof)
    {
        var chain = await Stuck();
        chain.Wallet.Others.Add(Spending(chain.Wallet.Published[^1].Inputs[0], confirmations));

        var status = await chain.Resolve();

        Assert.Equal(isProof ? ResolveOnChainSendStatus.Failed : ResolveOnChainSendStatus.NotProven, status);
        Assert.Equal(isProof ? 50_000_000 : 9_500_000, await chain.Balance(Account.Available));
        Assert.Equal(status, await chain.Resolve());
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Another_transaction_of_other_coins_is_no_proof()
    {
        var chain = await Stuck();
        var own = chain.Wallet.Published[^1].Inputs[0];
        chain.Wallet.Others.Add(Spending(own with { Index = own.Index + 1 }, 100));

        Assert.Equal(ResolveOnChainSendStatus.NotProven, await chain.Resolve());
        Assert.Equal(40_500_000, await chain.Balance(Account.Held));
    }

    [Fact]
    public async Task Its_own_transaction_in_a_block_is_what_it_is_paid_with()
    {
        var chain = await Stuck();
        var own = chain.Wallet.Published[^1];
        chain.Wallet.Others.Add(Spending(own.Inputs[0], 100) with { Id = own.Id });

        Assert.Equal(ResolveOnChainSendStatus.Sent, await chain.Resolve(isStated: true));
        Assert.Equal(40_000_000, await chain.Balance(Account.OnChainOut));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task An_operator_answers_for_what_nobody_can_prove()
    {
        var chain = await Stuck();

        Assert.Equal(ResolveOnChainSendStatus.Failed, await chain.Resolve(isStated: true));

        var send = await chain.Reads.SendById(Samples.Wallet, Samples.PaymentId, CancellationToken.None);
        Assert.Equal(ChainSendFailure.Abandoned, send!.Failure);
        Assert.Equal(chain.Wallet.Published[^1], send.Transaction);
        Assert.Equal(50_000_000, await chain.Balance(Account.Available));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task A_node_that_is_away_proves_nothing_whoever_states_it()
    {
        var chain = await Stuck();
        chain.Wallet.Away.Add("ReadHistory");

        await Assert.ThrowsAsync<NodeUnavailableException>(() => chain.Resolve(isStated: true));

        Assert.Equal(40_500_000, await chain.Balance(Account.Held));
    }

    [Fact]
    public async Task A_transaction_that_is_made_meanwhile_is_not_withdrawn()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        await Task.WhenAll(chain.Advance(), chain.Resolve(), chain.Advance());

        var send = await chain.Reads.SendById(Samples.Wallet, Samples.PaymentId, CancellationToken.None);
        Assert.True(send!.IsFinal);
        Assert.Equal(send.State == OnChainSendState.Sent ? 1 : 0, chain.Blocks.Waiting);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task There_is_nothing_to_resolve_where_nothing_was_sent()
    {
        var chain = await Chain.Open();

        Assert.Equal(ResolveOnChainSendStatus.NotFound, await chain.Resolve());
    }

    // Signed and kept, and the network does not take it.
    private static async Task<Chain> Stuck()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Says = new PublishOutcome(PublishStatus.NotAccepted, "output already spent");
        Assert.Equal(OnChainSendState.Signed, (await chain.Advance()).State);
        return chain;
    }

    private static ChainTransaction Spending(OutPoint coin, int confirmations)
    {
        OnChainTransactionId.TryParse(new string('e', 64), out var id);
        return new ChainTransaction(
            id, [], confirmations, confirmations > 0 ? 101 : null, DateTimeOffset.UnixEpoch, "")
        {
            Inputs = [coin],
        };
    }
}
