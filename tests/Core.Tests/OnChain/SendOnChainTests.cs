using Fulgurite.Bitcoin;
using Fulgurite.Holds;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Storage;

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
        Assert.Empty(await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None));

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

        Assert.Empty(await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None));
        Assert.Empty(await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None));

        Assert.Single(chain.Wallet.Published);
        Assert.Empty(await chain.Findings());
    }

    // Every place where a process can die: whatever was committed by then, the next one takes the send to its end.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_crash_after_any_commit_is_made_up_for_and_pays_once(int commits)
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        var left = commits;
        chain.Book.Tables.OnCommit = async (_, _, commit) =>
            left-- > 0 ? await commit() : throw new StorageUnavailableException("The process has died.");
        await Crash(() => chain.Send(Asked));
        await Crash(() => chain.Advance());

        chain.Book.Tables.OnCommit = (_, _, commit) => commit();
        await chain.Send(Asked);
        await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None);

        Assert.Equal(0, await chain.Balance(Account.Held));
        Assert.Equal(40_000_000, await chain.Balance(Account.OnChainOut));
        Assert.Equal(1, chain.Blocks.Waiting);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task What_the_wallet_does_not_cover_can_be_kept_as_one_that_failed()
    {
        var chain = await Chain.Open();
        await chain.Fund(40_499);
        var asked = Asked with { KeepsNotCovered = true };

        var kept = (await chain.Send(asked)).Send!;

        Assert.Equal((OnChainSendState.Failed, ChainSendFailure.NotCovered), (kept.State, kept.Failure));
        Assert.Equal(kept, await chain.Reads.SendById(Samples.Wallet, Samples.PaymentId, CancellationToken.None));
        await chain.Fund(1);
        Assert.True((await chain.Send(asked)) is { IsRepeat: true, Send.State: OnChainSendState.Failed });
        Assert.Empty(await chain.NewAdvance().Unfinished(Samples.Wallet, CancellationToken.None));
        Assert.Equal(40_500_000, await chain.Balance(Account.Available));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task What_is_covered_by_the_time_of_its_commit_is_not_told_as_failed()
    {
        var chain = await Chain.Open();
        await chain.TellOfSends();
        await chain.Fund(40_499);
        chain.Book.Tables.OnCommit = async (table, batch, commit) =>
        {
            if (batch.Writes.Any(write => write.Key.Row == $"once|pay:{Samples.PaymentId}"))
            {
                chain.Book.Tables.OnCommit = (_, _, next) => next();
                await chain.Fund(1);
            }

            return await commit();
        };

        var begun = (await chain.Send(Asked with { KeepsNotCovered = true })).Send!;

        Assert.Equal(OnChainSendState.Initiated, begun.State);
        Assert.Equal(40_500_000, await chain.Balance(Account.Held));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task An_id_that_names_something_else_makes_no_send()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        var other = new WalletId(Guid.NewGuid());
        Assert.True(await chain.Ids.Take(Samples.Environment, other, Samples.PaymentId, CancellationToken.None));

        Assert.Equal(SendOnChainRefusal.AlreadyExists, (await chain.Send(Asked)).Refusal);
        Assert.Equal(50_000_000, await chain.Balance(Account.Available));
    }

    [Fact]
    public async Task What_is_held_is_told_until_it_is_final()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        var reads = new HoldReads(chain.Book.Tables);

        var hold = Assert.Single(await reads.Of(Samples.Wallet, CancellationToken.None));
        await chain.Advance();

        Assert.Equal((Samples.PaymentId, new Msat(40_500_000)), (hold.Payment, hold.Amount));
        Assert.Empty(await reads.Of(Samples.Wallet, CancellationToken.None));
    }

    // A node tells only of what it is asked for: the question reaches as far back as the send.
    [Fact]
    public async Task A_transaction_that_was_mined_long_ago_counts_as_sent()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        await chain.Send(Asked);
        chain.Wallet.Lost.Add("Publish");
        await Assert.ThrowsAsync<NodeUnavailableException>(chain.Advance);
        chain.Blocks.Mine(1_000);
        chain.Book.Clock.Now += TimeSpan.FromMinutes(10 * 1_000);
        await chain.Watch();
        chain.Wallet.Says = Spent;

        Assert.Equal(OnChainSendState.Sent, (await chain.Advance()).State);
        Assert.Empty(await chain.Findings());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(263, 25_000)]
    [InlineData(263, 26_399)]
    [InlineData(264, 26_400)]
    [InlineData(1_000_000, 100_000_099)]
    public void By_itself_a_transaction_may_cost_a_hundredth(long feeSats, long sats) => Assert.Equal(
        Msat.FromSats(Math.Max(263, feeSats)), NewOnChainSend.FeeMaxFor(Msat.FromSats(sats)));

    private static async Task Crash(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StorageUnavailableException)
        {
            // Where the process died.
        }
        catch (InvariantBrokenException)
        {
            // Nothing was begun yet.
        }
    }
}
