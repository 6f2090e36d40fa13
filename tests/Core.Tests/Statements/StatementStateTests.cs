using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Statements;

namespace Fulgurite.Tests.Statements;

public sealed class StatementStateTests
{
    // By hand, in msat:
    //   opening         10,000 available, 2,000 held for a send of before        12,000
    //   line 8          receives 5,001, processing fee 40                        16,961
    //   line 9          holds 3,000                                              16,961
    //   line 10         pays 1,500 of the hold of 2,000 at 7, frees 493          15,454
    //   line 11         1,000 arrive unexpected                                  15,454
    //   line 12         releases 3,000                                           15,454
    //   line 13         a bill takes 454                                         15,000
    //   closing         12,000 + 5,001 - 40 - 1,500 - 7 - 454 = 15,000
    [Fact]
    public void Opening_and_totals_give_the_closing_balance()
    {
        var opening = new JournalPoint(
            7, new string('a', 64), new StatementBalance(new MsatDelta(12_000), new MsatDelta(2_000), default));
        var state = StatementState.At(opening);
        var balances = new List<long>();
        foreach (var transfers in new[]
        {
            "lightning-in>available:5001;available>processing-fees:40",
            "available>held:3000",
            "held>lightning-out:1500;held>network-fees:7;held>available:493",
            "lightning-in>suspense:1000",
            "held>available:3000",
            "available>settlement:454",
        })
        {
            var line = Next(state.Now, transfers);
            Assert.Null(state.Now.ProblemWith(line, line.Hash));
            (state, _) = state.After(line);
            balances.Add(state.Now.Balance.Own.Value);
        }

        Assert.Equal([16_961, 16_961, 15_454, 15_454, 15_454, 15_000], balances);
        Assert.Equal((0, 1_000, 13), (
            state.Now.Balance.Held.Value, state.Now.Balance.KeptAside.Value, state.Now.Sequence));
        var totals = state.Totals;
        Assert.Equal((5_001, 1, 1_500, 1), (
            totals.Received.Value, totals.ReceivedCount, totals.Sent.Value, totals.SentCount));
        Assert.Equal((7, 40, 0, 454, 1), (
            totals.NetworkFees.Value, totals.ProcessingFees.Value, totals.SettledIn.Value, totals.SettledOut.Value,
            totals.SettlementCount));
        Assert.Equal((1, 2), (totals.KeptAsideCount, totals.HoldCount));
        Assert.Null(state.ProblemAtEnd(13, null));
        Assert.Null(state.ProblemAtEnd(13, state.Now));
    }

    [Fact]
    public void A_line_that_is_not_the_next_as_it_was_written_is_told()
    {
        var at = JournalPoint.Genesis;
        var line = Next(at, "lightning-in>available:5");
        Assert.Equal("Line 1 of the journal is missing.", at.ProblemWith(line with { Sequence = 2 }, line.Hash));
        Assert.Equal(
            "Line 1 of the journal does not follow the line before it.",
            at.ProblemWith(line with { PreviousHash = new string('b', 64) }, line.Hash));
        Assert.Equal(
            "Line 1 of the journal does not have the hash that it was stored with.",
            at.ProblemWith(line with { Reference = "another" }, line.Hash));
    }

    [Fact]
    public void An_end_that_is_not_what_the_book_kept_is_told()
    {
        var (state, _) = StatementState.At(JournalPoint.Genesis)
            .After(Next(JournalPoint.Genesis, "lightning-in>available:5"));
        var now = state.Now;
        Assert.Equal("Line 2 of the journal is missing.", state.ProblemAtEnd(2, null));
        Assert.NotNull(state.ProblemAtEnd(1, now with { ChainHash = JournalEntry.Genesis }));
        Assert.NotNull(state.ProblemAtEnd(1, now with { Balance = default }));
        Assert.NotNull((state with { Totals = StatementTotals.None }).ProblemAtEnd(1, null));
        Assert.Null(state.ProblemAtEnd(1, now));
    }

    private static JournalEntry Next(JournalPoint at, string transfers) =>
        StatementMovementTests.Line(transfers) with { Sequence = at.Sequence + 1, PreviousHash = at.ChainHash };
}
