using FsCheck.Fluent;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Tests.Ledger;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Wallets;

public sealed class WalletHeadTests
{
    // One transfer on a wallet that has 10 available and 3 held; the head's rules say whether it may stand.
    private const string Limits = """
        credit limit | transfer                 | outcome
        -------------|--------------------------|--------
        0            | available>lightning-out:9  | stands
        0            | available>lightning-out:10 | stands
        0            | available>lightning-out:11 | broken
        1            | available>lightning-out:11 | stands
        1            | available>lightning-out:12 | broken
        5            | available>held:15          | stands
        5            | available>held:16          | broken
        0            | held>available:3           | stands
        0            | held>available:4           | broken
        0            | held>lightning-out:4       | broken
        0            | lightning-in>available:1   | stands
        0            | lightning-in>suspense:1    | stands
        """;

    [Fact]
    public void A_wallet_stays_within_its_credit_limit_and_holds_no_less_than_nothing() =>
        Assert.All(TextTable.Parse(Limits), line =>
        {
            var head = Samples.Head with { CreditLimit = new Msat(long.Parse(line["credit limit"])) };
            head = head.After(Samples.EntryAfter(
                head, Transfer.Parse("lightning-in>available:10"), Transfer.Parse("lightning-in>held:3")));
            var entry = Samples.EntryAfter(head, Transfer.Parse(line["transfer"]));
            var broken = Record.Exception(() => head.After(entry));
            Assert.Equal(line["outcome"] == "broken", broken is InvariantBrokenException);
        });

    // Within a line, the order of its transfers is not a moment in time.
    [Fact]
    public void Only_what_a_line_leaves_is_checked() => Assert.Equal(0, Samples.Head.After(Samples.EntryAfter(
        Samples.Head,
        Transfer.Parse("available>lightning-out:1"),
        Transfer.Parse("lightning-in>available:1"))).Balances[Account.Available].Value);

    [Fact]
    public void A_line_moves_the_head_to_itself()
    {
        var entry = Samples.EntryAfter(Samples.Head, Transfer.Parse("lightning-in>available:10"));
        var after = Samples.Head.After(entry);
        Assert.Equal((1, entry.Hash, 10), (after.Sequence, after.ChainHash, after.Balances[Account.Available].Value));
        Assert.Equal((0, JournalEntry.Genesis), (Samples.Head.Sequence, Samples.Head.ChainHash));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    public void A_gap_in_the_journal_is_a_bug(long sequence)
    {
        var entry = Samples.EntryAfter(Samples.Head, Transfer.Parse("lightning-in>available:10"));
        Assert.Throws<InvariantBrokenException>(() => Samples.Head.After(entry with { Sequence = sequence }));
    }

    [Fact]
    public void A_line_that_names_another_before_it_is_a_bug()
    {
        var entry = Samples.EntryAfter(Samples.Head, Transfer.Parse("lightning-in>available:10"));
        Assert.Throws<InvariantBrokenException>(
            () => Samples.Head.After(entry with { PreviousHash = new string('f', 64) }));
    }

    [Fact]
    public void A_line_of_another_wallet_is_a_bug()
    {
        var entry = Samples.EntryAfter(Samples.Head, Transfer.Parse("lightning-in>available:10"));
        Assert.Throws<InvariantBrokenException>(
            () => Samples.Head.After(entry with { Wallet = new WalletId(Guid.Empty) }));
    }

    [Fact]
    public void A_line_without_transfers_is_a_bug() => Assert.Throws<InvariantBrokenException>(
        () => Samples.Head.After(Samples.EntryAfter(Samples.Head)));

    [Fact]
    public void Reads_back_from_its_row_after_any_history() =>
        Property.ForAll(Transfers.UpTo(Msat.PerBtc).NonEmptyListOf(), transfers =>
        {
            var head = Samples.Head with { CreditLimit = Msat.MaxValue };
            head = head with
            {
                Balances = transfers.Aggregate(head.Balances, (before, transfer) => before.After(transfer)),
            };
            var row = new Row(WalletRows.HeadKey(head.Wallet), new ETag("1"), WalletRows.ToFields(head));
            var restored = WalletRows.ToHead(row);
            return ChartOfAccounts.All.All(account => restored.Balances[account] == head.Balances[account])
                && restored with { Balances = head.Balances } == head;
        });
}
