using System.CommandLine;

namespace Fulgurite.Simulation.Verbs;

/// <summary><c>run</c>: any number of seeds, with progress and a summary.</summary>
internal static class RunVerb
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many.", DefaultValueFactory = _ => 2_000 };
        var from = new Option<ulong?>("--from") { Description = "The first; a fresh one if not given." };
        var parallel = new Option<int>("--parallel")
        {
            Description = "Threads.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var stopAfter = new Option<int>("--stop-after")
        {
            Description = "Failures after which to stop.",
            DefaultValueFactory = _ => 1,
        };
        var brief = new Option<bool>("--brief") { Description = "Failures in a line each, not shrunk." };
        var set = new Option<string[]>("--set")
        {
            Description = "An option's value in all of them, as name=number; failures are told in a line each.",
        };
        var verb = new Command("run", "Lives consecutive seeds.") { count, from, parallel, stopAfter, brief, set };
        verb.SetAction(parsed =>
        {
            var first = parsed.GetValue(from) ?? Campaign.AnyStart();
            Console.WriteLine($"Seeds {first} to {first + (ulong)parsed.GetValue(count) - 1}");
            var settings = parsed.GetValue(set) ?? [];
            var campaign = Live(
                Campaign.SeedsFrom(first, parsed.GetValue(count)),
                settings,
                parsed.GetValue(parallel),
                parsed.GetValue(stopAfter));
            return Report(campaign, parsed.GetValue(brief) || settings.Length > 0);
        });
        return verb;
    }

    private static Campaign Live(
        IEnumerable<ulong> seeds, IReadOnlyList<string> settings, int parallel, int stopAfter)
    {
        var campaign = new Campaign
        {
            Play = seed => Swarm.Play(
                seed, settings.Aggregate(Options.Of(seed), (drawn, setting) => drawn.With(setting)), false),
        };
        var next = Tick;
        campaign.Run(seeds, parallel, stopAfter, so =>
        {
            if (so.Elapsed >= next)
            {
                next += Tick;
                Console.WriteLine(RateOf(so));
            }
        });
        return campaign;
    }

    private static int Report(Campaign campaign, bool isBrief)
    {
        foreach (var (what, times) in campaign.Tally.Counts)
        {
            Console.WriteLine($"  {times,12:N0}  {what}");
        }

        Console.WriteLine(RateOf(campaign));
        foreach (var (seed, failure) in campaign.Failures)
        {
            Console.WriteLine(isBrief ? $"seed {seed} fails: {Shrinker.KindOf(failure)}" : FailureText.Of(seed));
        }

        return campaign.Failures.IsEmpty ? 0 : 1;
    }

    private static string RateOf(Campaign so) =>
        $"{so.Done:N0} seeds in {so.Elapsed.TotalSeconds:F1} s, {so.Done / so.Elapsed.TotalSeconds:F0} a second, "
        + $"{so.Failures.Count} failed";
}
