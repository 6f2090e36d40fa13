using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class SwarmTests
{
    [Fact]
    public void Whatever_two_hundred_seeds_bring_the_books_come_out_right()
    {
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var world = Swarm.Play(seed);
            Assert.NotEmpty(world.HandedOut);
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_history() =>
        Assert.Equal(Swarm.Play(7).History.Fingerprint(), Swarm.Play(7).History.Fingerprint());

    [Fact]
    public void The_swarm_meets_what_it_is_there_for()
    {
        var worlds = Enumerable.Range(1, 20).Select(seed => Swarm.Play((ulong)seed)).ToList();

        Assert.Contains(worlds, world => world.Processes.Any(process => !process.IsAlive));
        Assert.Contains(worlds, world => world.Node.Settled.Count > 5);
        Assert.Contains(
            worlds.SelectMany(world => world.Shops).SelectMany(shop => shop.Server.Received),
            received => received.Conduct != Conduct.Acknowledge);
        Assert.Contains(worlds, world => world.Shops.Any(shop => world.EventTypes(shop).Contains("invoice.expired")));
    }
}
