using Fulgurite.App;
using Fulgurite.App.Relay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulgurite.Contracts.Functions;

public sealed class RelayLoopTests
{
    [Fact]
    public async Task Outlives_what_it_does_not_know()
    {
        var clock = new ManualClock();
        using var stop = new CancellationTokenSource();
        var tries = 0;
        var source = new EngineSource(_ =>
        {
            tries++;
            throw new InvariantBrokenException("one is two");
        });
        var loop = new RelayLoop(source, clock, NullLogger<RelayLoop>.Instance).Run(stop.Token);
        Assert.Equal((1, false), (tries, loop.IsCompleted));

        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Holds(() => tries == 2);
        await stop.CancelAsync();
        await loop;
    }
}
