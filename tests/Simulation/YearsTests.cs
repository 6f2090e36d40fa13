namespace Fulgurite.Simulation;

/// <summary>Lines of credit over years, billed at every frequency, while everything goes wrong.</summary>
public sealed class YearsTests
{
    private const int Lives = 2;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(3, 10)]
    [InlineData(4, 10)]
    [InlineData(5, 8)]
    public void Every_line_of_every_journal_is_in_one_bill_and_every_bill_adds_up(int frequency, int cycles)
    {
        var first = Campaign.AnyStart();
        for (var seed = first; seed < first + Lives; seed++)
        {
            var options = Options.RichOf(seed).With(Option.Lines, frequency).With(Option.Cycles, cycles)
                .With(Option.Chain, (int)(seed % 2));
            var world = Swarm.Play(seed, options, keepsHistory: false);
            Assert.True(world.Tally.Counts.ContainsKey("bills: owed") || world.Tally.Counts["bills: not owed"] > 0);
        }
    }

    // What arrived for one bill, between two reads, was taken for credit and covered another.
    [Fact]
    public void What_is_paid_on_one_bill_while_another_is_looked_at_covers_its_own()
    {
        const ulong Seed = 700_018;
        Swarm.Play(
            Seed,
            Options.Of(Seed).With(Option.Lines, 1).With(Option.OddBills, 600).With(Option.Billed, 0),
            keepsHistory: false);
    }
}
