using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

public sealed class StoryTests
{
    [Fact]
    public void A_failure_is_told_in_short_names_and_words()
    {
        var failure = Assert.Throws<WorldFailedException>(() => Stage.Play(1, async world =>
        {
            world.StartProcess();
            var (shop, other) = (await world.OpenShop(), await world.OpenShop());
            var invoice = await world.Deposit(shop, 1_000);
            await world.Deposit(other, 2_000);
            world.Node.Pay(invoice.Hash, invoice.Amount!.Value);
            await world.Wait(TimeSpan.FromMinutes(1));
            world.Find($"invoice {invoice.Id} is what this story is about");
            await world.Wait(TimeSpan.FromMinutes(1));
        }));

        Assert.StartsWith("Seed 1: invoice invoice-1 is what this story is about", failure.Message);
        Assert.Contains("the once-record of 'settle invoice-1'", failure.Message);
        Assert.Contains("callback-1 of invoice-1", failure.Message);
        Assert.DoesNotContain("invoice-2", failure.Message);
        Assert.DoesNotMatch("[0-9a-f]{32}", failure.Message);
        Assert.DoesNotContain('|', failure.Message);
    }

    [Fact]
    public void A_life_with_every_option_at_its_least_has_no_trouble_and_one_deposit()
    {
        var world = Swarm.Play(3, Options.Least, keepsHistory: false);

        Assert.Single(world.HandedOut);
        Assert.DoesNotContain(world.Tally.Counts.Keys, what => what.StartsWith("fault:", StringComparison.Ordinal));
        Assert.DoesNotContain("crashes", world.Tally.Counts.Keys);
    }

    [Fact]
    public void The_options_that_a_failure_prints_are_those_that_it_is_lived_again_with()
    {
        var options = Options.Of(5);
        var again = options.Settings.Select(setting => setting.Split('=')).Aggregate(
            Options.Least,
            (so, pair) => so.With(Option.All.Single(option => option.Name == pair[0]), int.Parse(pair[1])));

        Assert.Equal(options.ToText(), again.ToText());
    }
}
