using Fulgurite.Bitcoin;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;

namespace Fulgurite.Tests.OnChain;

public sealed class SendOnChainTests
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

    private static readonly PublishOutcome Spent =
        new(PublishStatus.NotAccepted, "transaction rejected: output already spent");

    [Fact]
    public async Task Holds_the_most_it_may_cost_and_captures_what_it_does()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);

        var begun = (await chain.Send(Asked)).Send!;
        Assert.Equal(OnChainSendState.Initiated, begun.State);
        Assert.Equal(40_500_000, await chain.Balance(Account.Held));
        var sent = await chain.Advance();

        Assert.Equal((OnChainSendState.Sent, Msat.FromSats(141)), (sent.State, sent.Fee));
        Assert.Equal(0, await chain.Balance(Account.Held));
        Assert.Equal(50_000_000 - 40_141_000, await chain.Balance(Account.Available));
        Assert.Equal(40_000_000, await chain.Balance(Account.OnChainOut));
        Assert.Equal(141_000, await chain.Balance(Account.NetworkFees));
        var history = await chain.Wallet.ReadHistory(0, CancellationToken.None);
        var onChain = Assert.Single(history.Transactions, seen => seen.Label.Length > 0);
        Assert.Equal((sent.Transaction!.Id, $"fulgurite:{Samples.PaymentId}"), (onChain.Id, onChain.Label));
        Assert.Empty(await chain.Findings());
    }

    [Theory]
    [InlineData("Publish")]
    [InlineData("PrepareSend")]
    public async Task A_lost_answer_is_made_up_for_and_pays_once(string member)
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Lost.Add(member);
        await Assert.ThrowsAsync<NodeUnavailableException>(chain.Advance);

        var sent = await chain.Advance();

        Assert.Equal(OnChainSendState.Sent, sent.State);
        Assert.Equal(1, chain.Blocks.Waiting);
        Assert.Single(chain.Wallet.Published.Distinct());
        Assert.Equal(50_000_000 - 40_141_000, await chain.Balance(Account.Available));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task A_node_that_is_away_keeps_the_hold_and_pays_nothing()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Away.Add("Publish");
        await Assert.ThrowsAsync<NodeUnavailableException>(chain.Advance);

        var send = await chain.Reads.SendById(Samples.Wallet, Samples.PaymentId, CancellationToken.None);

        Assert.Equal(OnChainSendState.Signed, send!.State);
        Assert.Equal(40_500_000, await chain.Balance(Account.Held));
        Assert.Equal(0, chain.Blocks.Waiting);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task What_is_not_taken_now_is_neither_paid_nor_released_and_tried_again_as_it_is()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Says = new PublishOutcome(PublishStatus.NotAccepted, "low fees");
        Assert.Equal(OnChainSendState.Signed, (await chain.Advance()).State);
        Assert.Equal(40_500_000, await chain.Balance(Account.Held));

        chain.Wallet.Says = null;
        Assert.Equal(0, await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None));

        Assert.Equal(2, chain.Wallet.Published.Count);
        Assert.Single(chain.Wallet.Published.Distinct());
        Assert.Empty(await chain.Findings());
    }

    // LND says of a transaction that is in a block that its coins are spent.
    [Fact]
    public async Task A_transaction_that_is_in_a_block_counts_as_sent_whatever_publishing_says()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Lost.Add("Publish");
        await Assert.ThrowsAsync<NodeUnavailableException>(chain.Advance);
        chain.Blocks.Mine(1);
        chain.Wallet.Says = Spent;

        Assert.Equal(OnChainSendState.Sent, (await chain.Advance()).State);
        Assert.Equal(0, await chain.Balance(Account.Held));
        Assert.Empty(await chain.Findings());
    }

    // The relay goes on looking at blocks while nobody looks at the send.
    [Fact]
    public async Task A_transaction_whose_block_is_days_behind_counts_as_sent()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Lost.Add("Publish");
        await Assert.ThrowsAsync<NodeUnavailableException>(chain.Advance);
        chain.Blocks.Mine(2 * ChainCursor.MarginBlocks);
        await chain.Watch();
        chain.Wallet.Says = Spent;

        Assert.Equal(OnChainSendState.Sent, (await chain.Advance()).State);
        Assert.Equal(0, await chain.Balance(Account.Held));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Two_processes_keep_and_publish_one_transaction()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);

        var ends = await Task.WhenAll(chain.Advance(), chain.Advance(), chain.Advance());

        Assert.All(ends, end => Assert.Equal(OnChainSendState.Sent, end.State));
        Assert.Single(chain.Wallet.Published.Distinct());
        Assert.Equal(1, chain.Blocks.Waiting);
        Assert.Equal(40_000_000, await chain.Balance(Account.OnChainOut));
        Assert.Empty(await chain.Findings());
    }

    [Theory]
    [InlineData(40_000, 140, ChainSendFailure.FeeAboveMax)]
    [InlineData(293, 500, ChainSendFailure.AmountTooSmall)]
    public async Task What_cannot_be_made_fails_and_releases_all_of_the_hold(
        long sats, long feeMaxSats, ChainSendFailure failure)
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked with { Amount = Msat.FromSats(sats), FeeMax = Msat.FromSats(feeMaxSats) });

        var failed = await chain.Advance();

        Assert.Equal((OnChainSendState.Failed, failure), (failed.State, failed.Failure));
        Assert.Equal(50_000_000, await chain.Balance(Account.Available));
        Assert.Equal(failed, await chain.Advance());
        Assert.Empty(chain.Wallet.Published);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Repeating_an_order_is_answered_with_what_became_of_it()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        await chain.Advance();

        Assert.Equal(OnChainSendState.Sent, (await chain.Send(Asked)).Send!.State);
        Assert.Equal(
            SendOnChainRefusal.AlreadyExists,
            (await chain.Send(Asked with { Amount = Msat.FromSats(1_000) })).Refusal);
        Assert.Equal(1, chain.Blocks.Waiting);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task What_the_wallet_does_not_cover_is_refused()
    {
        var chain = await Chain.Open();
        await chain.Fund(40_499);

        Assert.Equal(SendOnChainRefusal.InsufficientFunds, (await chain.Send(Asked)).Refusal);
        Assert.Equal(
            SendOnChainRefusal.InvalidAmount, (await chain.Send(Asked with { Amount = new Msat(1_500) })).Refusal);
        Assert.Equal(
            SendOnChainRefusal.InvalidAmount, (await chain.Send(Asked with { Amount = Msat.Zero })).Refusal);
        Assert.Equal(
            SendOnChainRefusal.WalletNotFound,
            (await chain.Send(Asked with { Environment = new(new Guid(Samples.Wallet.ToString())) })).Refusal);
        Assert.Equal(40_499_000, await chain.Balance(Account.Available));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task What_a_crash_left_is_found_and_taken_to_its_end()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Away.Add("PrepareSend");
        var left = chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None);
        await Assert.ThrowsAsync<NodeUnavailableException>(() => left);

        Assert.Equal(0, await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None));
        Assert.Equal(0, await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None));

        Assert.Single(chain.Wallet.Published);
        Assert.Empty(await chain.Findings());
    }
}
