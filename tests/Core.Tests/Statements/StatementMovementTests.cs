using System.Globalization;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Statements;

namespace Fulgurite.Tests.Statements;

public sealed class StatementMovementTests
{
    [Fact]
    public void Every_movement_is_what_a_bookkeeper_calls_it()
    {
        var cases = TextTable.Parse("""
            transfers                                                  | kind                 |in |out|net|op|aside
            lightning-in>available:100;available>processing-fees:2     | ReceivedOverLightning|100|0  |0  |2  |0
            lightning-in>available:100                                 | ReceivedOverLightning|100|0  |0  |0  |0
            onchain-in>available:90;available>processing-fees:1        | ReceivedOnChain      |90 |0  |0  |1  |0
            internal>available:80                                      | ReceivedFromWallet   |80 |0  |0  |0  |0
            suspense>available:9                                       | Attributed           |9  |0  |0  |0  |-9
            held>lightning-out:40;held>network-fees:3;held>available:7 | SentOverLightning    |0  |40 |3  |0  |0
            held>lightning-out:50                                      | SentOverLightning    |0  |50 |0  |0  |0
            held>onchain-out:40;held>network-fees:10                   | SentOnChain          |0  |40 |10 |0  |0
            held>internal:40;held>available:10                         | SentToWallet         |0  |40 |0  |0  |0
            settlement>available:6                                     | SettlementReceived   |6  |0  |0  |0  |0
            available>settlement:6                                     | SettlementPaid       |0  |6  |0  |0  |0
            available>processing-fees:5                                | Fee                  |0  |0  |0  |5  |0
            available>network-fees:5                                   | Fee                  |0  |0  |5  |0  |0
            lightning-in>suspense:9                                    | KeptAside            |0  |0  |0  |0  |9
            onchain-in>suspense:9                                      | KeptAside            |0  |0  |0  |0  |9
            available>held:50                                          | Hold                 |0  |0  |0  |0  |0
            held>available:50                                          | Release              |0  |0  |0  |0  |0
            available>lightning-in:5                                   | Other                |0  |5  |0  |0  |0
            network-fees>available:5                                   | Other                |5  |0  |0  |0  |0
            """);
        Assert.All(cases, each =>
        {
            var movement = StatementMovement.Of(Line(each["transfers"]));
            Assert.Equal(
                (each["kind"], Number(each["in"]), Number(each["out"]), Number(each["net"]), Number(each["op"])),
                (movement.Kind.ToString(), movement.In.Value, movement.Out.Value, movement.NetworkFee.Value,
                    movement.ProcessingFee.Value));
            Assert.Equal(Number(each["aside"]), movement.KeptAside.Value);
        });
    }

    [Theory]
    [InlineData("available>held:50", false)]
    [InlineData("held>available:50", false)]
    [InlineData("held>lightning-out:50", true)]
    [InlineData("lightning-in>suspense:9", true)]
    public void Holds_and_releases_are_not_shown(string transfers, bool isShown) =>
        Assert.Equal(isShown, StatementMovement.Of(Line(transfers)).IsShown);

    // Any account to any other: also what no movement of today does.
    [Fact]
    public void Whatever_a_line_does_its_amounts_are_the_change_of_the_balance()
    {
        foreach (var from in ChartOfAccounts.All)
        {
            foreach (var to in ChartOfAccounts.All.Where(to => to != from))
            {
                var line = Samples.EntryAfter(Samples.Head, new Transfer(from, to, new Msat(7)));
                var balance = default(StatementBalance).After(line);
                Assert.Equal(balance.Own, StatementMovement.Of(line).Change);
                Assert.Equal(StatementTotals.None.After(StatementMovement.Of(line)).Change, balance.Own);
                Assert.Equal(default, balance.Before(line));
            }
        }
    }

    internal static JournalEntry Line(string transfers) =>
        Samples.EntryAfter(Samples.Head, [.. JournalEntry.ParseTransfers(transfers)]);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
