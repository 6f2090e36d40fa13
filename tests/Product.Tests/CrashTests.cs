using Fulgurite.CrashLoop;

namespace Fulgurite.Product;

/// <summary>Short forms of the crash loop, which is run at length by hand: see docs/operations.md.</summary>
public sealed class CrashTests
{
    private static readonly CrashOptions Short = new()
    {
        Rounds = 5,
        AzuriteStops = 1,
        SecondsBetween = (0.3, 1.5),
        Clients = 2,
        DoubtPatience = TimeSpan.FromSeconds(10),
        Seed = 20_240_607,
    };

    [Fact]
    public Task Loses_nothing_whenever_it_is_killed_and_whenever_its_storage_stops() => MustHold(Short);

    [Fact]
    public async Task Loses_nothing_over_a_node_of_ones_own()
    {
        using var files = new DataFolder();
        var (node, options) = await LndStandIn.Start(files);
        using var standIn = node;
        using var payer = new LndPayer(node);

        await MustHold(Short with
        {
            Rounds = 3, AzuriteStops = 0, Lnd = options, PayCommand = payer.Command,
        });
    }

    private static async Task MustHold(CrashOptions options)
    {
        using var told = new StringWriter();
        Assert.True(await new CrashRun(options, told).Run(), told.ToString());
        Assert.Contains("Everything holds.", told.ToString(), StringComparison.Ordinal);
    }
}
