using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.ChainRequests;

public sealed class CreateChainRequestTests
{
    [Theory]
    [InlineData(PaymentKind.OnChain, null, CreateChainRequestRefusal.InvalidAmount)]
    [InlineData(PaymentKind.OnChain, 0L, CreateChainRequestRefusal.InvalidAmount)]
    [InlineData(PaymentKind.OnChain, 999L, CreateChainRequestRefusal.InvalidAmount)]
    [InlineData(PaymentKind.OnChain, 1_000L, null)]
    [InlineData(PaymentKind.OnChain, 1_001L, CreateChainRequestRefusal.InvalidAmount)]
    [InlineData(PaymentKind.OnChain, 2_100_000_000_000_000_000L, null)]
    [InlineData(PaymentKind.Bip21, null, null)]
    [InlineData(PaymentKind.Bip21, 0L, CreateChainRequestRefusal.InvalidAmount)]
    [InlineData(PaymentKind.Bip21, 1_001L, CreateChainRequestRefusal.InvalidAmount)]
    [InlineData(PaymentKind.Bip21, 1_000L, null)]
    public async Task Takes_whole_satoshis(PaymentKind kind, long? amountMsat, CreateChainRequestRefusal? refusal)
    {
        var requests = await Requests.Open();

        var outcome = await requests.Create(Requests.Asked(kind, amountMsat));

        Assert.Equal((refusal, refusal is null), (outcome.Refusal, outcome.Request is not null));
        Assert.Equal(refusal is null ? 1 : 0, (await requests.Rows("list|")).Count);
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task Stores_it_with_its_listing_its_event_and_its_expiry()
    {
        var requests = await Requests.Open();

        var made = await requests.Made(PaymentKind.OnChain, 50_000_000);

        Assert.Equal(made, await requests.Stored());
        Assert.Equal(made.CreatedAt + TimeSpan.FromHours(1), made.ExpiresAt);
        Assert.Null(made.PaymentRequest);
        Assert.Equal(["OnChain"], (await requests.Rows("list|")).Select(row => row.Fields.Text("kind")));
        Assert.Equal([ChainRequestEvents.Generated], await requests.EventTypes());
        Assert.Single(await requests.Rows("chain-open|"));
        Assert.Equal(["ReceiveGenerated Open 0 of 0"], await requests.Told());
        var location = await requests.Ids.Find(
            Samples.Environment, Samples.InvoiceId.Value, CancellationToken.None);
        Assert.Equal((Samples.Wallet, PaymentKind.OnChain), (location!.Wallet, location.Kind));
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task Of_both_kinds_its_invoice_asks_for_the_same()
    {
        var requests = await Requests.Open();

        var made = await requests.Made(PaymentKind.Bip21, 50_000_000);

        Assert.True(Bolt11Invoice.TryDecode(made.PaymentRequest, out var invoice, out _));
        Assert.Equal(
            (requests.Hash, 50_000_000, made.ExpiresAt),
            (invoice.PaymentHash, invoice.Amount!.Value.Value, invoice.ExpiresAt));
        Assert.Equal(["Bip21"], (await requests.Rows("list|")).Select(row => row.Fields.Text("kind")));
        Assert.Equal(["ReceiveGenerated Open 0 of 0"], await requests.Told());
        Assert.Empty(await requests.Chain.Findings());
    }

    [Theory]
    [InlineData(PaymentKind.OnChain)]
    [InlineData(PaymentKind.Bip21)]
    public async Task Repeats_also_at_the_same_time_are_answered_with_the_first(PaymentKind kind)
    {
        var requests = await Requests.Open();
        var asked = Requests.Asked(kind, 50_000_000);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => requests.Create(asked)));
        var again = await requests.Create(asked);

        Assert.Single(outcomes.Append(again).Select(outcome => outcome.Request).Distinct());
        Assert.Single(outcomes, outcome => !outcome.IsRepeat);
        Assert.True(again.IsRepeat);
        Assert.Single(await requests.Told());
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task An_id_is_of_one_kind_and_one_wallet()
    {
        var requests = await Requests.Open();
        Assert.True(await requests.Ids.Take(
            Samples.Environment, Samples.Wallet, Samples.InvoiceId, PaymentKind.Bip21, CancellationToken.None));

        var other = await requests.Create(Requests.Asked(PaymentKind.OnChain, 50_000_000));
        var same = await requests.Create(Requests.Asked(PaymentKind.Bip21, 50_000_000));

        Assert.Equal(CreateChainRequestRefusal.IdTaken, other.Refusal);
        Assert.NotNull(same.Request);
        Assert.False(await requests.Ids.Take(
            Samples.Environment, Samples.Wallet, new PaymentId(Samples.InvoiceId.Value), CancellationToken.None));
    }

    [Fact]
    public async Task A_wallet_that_is_deleted_or_not_there_gets_none()
    {
        var requests = await Requests.Open();
        var asked = Requests.Asked(PaymentKind.OnChain, 50_000_000);
        var nowhere = new WalletId(new Guid("99999999-1111-4111-8111-111111111111"));
        Assert.Equal(
            CreateChainRequestRefusal.WalletNotFound, (await requests.Create(asked with { Wallet = nowhere })).Refusal);
        await requests.Chain.Book.Execute(Commands.Deciding("delete", (head, _) =>
            new Fulgurite.Books.BookDecision.Applied(new Fulgurite.Books.BookChange("delete", "wallet", "deleted")
            {
                Terms = new WalletTerms(head.CreditLimit, WalletState.Deleted),
                Writes = [RowWrite.DeleteAny(WalletProfileRows.ActiveKey(Samples.Wallet))],
            })));

        Assert.Equal(
            CreateChainRequestRefusal.WalletNotFound, (await requests.Create(asked)).Refusal);
        Assert.Empty(await requests.Rows("list|"));
    }

    [Fact]
    public async Task A_wallet_from_before_it_could_be_deleted_gets_its_mark_first()
    {
        var requests = await Requests.Open();
        await requests.Tables.Commit(
            WalletRows.Table,
            new RowBatch([RowWrite.DeleteAny(WalletProfileRows.ActiveKey(Samples.Wallet))]),
            CancellationToken.None);

        Assert.NotNull((await requests.Create(Requests.Asked(PaymentKind.OnChain, 50_000_000))).Request);
    }

    // A lost answer, a refused commit and a lost node's answer at each point, and a repeat by another process.
    [Theory]
    [InlineData(PaymentKind.OnChain, true)]
    [InlineData(PaymentKind.OnChain, false)]
    [InlineData(PaymentKind.Bip21, true)]
    [InlineData(PaymentKind.Bip21, false)]
    public async Task A_crash_at_any_commit_leaves_what_a_repeat_goes_on_with(PaymentKind kind, bool isDone)
    {
        for (var at = 0; at < 12; at++)
        {
            var requests = await Requests.Open();
            var asked = Requests.Asked(kind, 50_000_000);
            var count = 0;
            requests.Chain.Book.Tables.OnCommit = async (_, _, commit) =>
            {
                if (count++ != at)
                {
                    return count > at ? throw new StorageUnavailableException("It is away.") : await commit();
                }

                await (isDone ? commit() : Task.CompletedTask);
                throw new StorageUnavailableException("It did not answer.");
            };
            var first = requests.Create(asked);
            await ((Task)first).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            requests.Chain.Book.Tables.OnCommit = (_, _, commit) => commit();

            var made = (await requests.Create(asked)).Request!;

            Assert.Equal(made, await requests.Stored());
            Assert.Single(await requests.Rows("list|"));
            Assert.Single(await requests.Rows("chain-address|"));
            await requests.PayAndConfirm(50_000);
            Assert.Equal(ChainRequestState.Completed, (await requests.Stored()).State);
            Assert.Empty(await requests.Chain.Findings());
        }
    }

    [Theory]
    [InlineData("NewAddress", true)]
    [InlineData("NewAddress", false)]
    public async Task A_node_that_does_not_answer_leaves_nothing_that_is_handed_out(string member, bool isLost)
    {
        var requests = await Requests.Open();
        (isLost ? requests.Chain.Wallet.Lost : requests.Chain.Wallet.Away).Add(member);
        var asked = Requests.Asked(PaymentKind.Bip21, 50_000_000);

        await Assert.ThrowsAsync<NodeUnavailableException>(() => requests.Create(asked));

        Assert.Empty(await requests.Rows("list|"));
        Assert.NotNull((await requests.Create(asked)).Request);
        Assert.Empty(await requests.Chain.Findings());
    }

    // Before each commit of a look at the chain, and after it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_at_any_commit_of_a_credit_counts_nothing_twice(bool isDone)
    {
        for (var at = 0; at < 8; at++)
        {
            var requests = await Requests.Open();
            await requests.Made(PaymentKind.OnChain, 50_000_000);
            await requests.Pay(20_000);
            await requests.Pay(30_000);
            requests.Chain.Blocks.Mine(1);
            var count = 0;
            requests.Chain.Book.Tables.OnCommit = async (_, _, commit) =>
            {
                if (count++ < at)
                {
                    return await commit();
                }

                await (isDone && count == at + 1 ? commit() : Task.CompletedTask);
                throw new StorageUnavailableException("It is away.");
            };
            await ((Task)requests.Chain.Watch()).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            requests.Chain.Book.Tables.OnCommit = (_, _, commit) => commit();

            await requests.Chain.Watch();

            var stored = await requests.Stored();
            Assert.Equal((ChainRequestState.Completed, 50_000_000), (stored.State, stored.Paid.Value));
            Assert.Equal(2, (await requests.Chain.Book.Journal()).Count);
            Assert.Empty(await requests.Chain.Findings());
        }
    }
}
