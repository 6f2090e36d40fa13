using System.CommandLine;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Stories;

namespace Fulgurite.Simulation.Verbs;

/// <summary><c>seed N</c>: one life again.</summary>
internal static class SeedVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var seed = new Argument<ulong>("seed") { Description = "Which." };
        var history = new Option<bool>("--history") { Description = "Print every line of its history." };
        var least = new Option<bool>("--least") { Description = "Begin with every option at its least, not as drawn." };
        var set = new Option<string[]>("--set") { Description = "An option's value, as name=number." };
        var noShrinking = new Option<bool>("--as-it-is") { Description = "Tell a failure as it is, not shrunk." };
        var verb = new Command("seed", "Lives one seed again: its options first.")
        {
            seed, history, least, set, noShrinking,
        };
        verb.SetAction(parsed =>
        {
            var number = parsed.GetValue(seed);
            var drawn = parsed.GetValue(least) ? Options.Least : Options.Of(number);
            var options = (parsed.GetValue(set) ?? []).Aggregate(drawn, (options, setting) => options.With(setting));
            Console.WriteLine($"Seed {number}\n{options.ToText()}\n");
            var isWhole = parsed.GetValue(history);
            var isAsItIs = parsed.GetValue(noShrinking) || parsed.GetValue(least);
            return Live(number, options, isWhole, isAsItIs);
        });
        return verb;
    }

    private static int Live(ulong seed, Options options, bool isWhole, bool isAsItIs)
    {
        try
        {
            var world = Swarm.Play(seed, options, keepsHistory: true);
            Console.WriteLine(isWhole ? Story.WholeOf(world, ["nothing"]) : "Everything is in order.");
            return 0;
        }
        catch (WorldFailedException failure)
        {
            Console.WriteLine(
                isWhole ? Story.WholeOf(failure.World, failure.Problems)
                : isAsItIs ? failure.Message
                : FailureText.Of(seed));
            return 1;
        }
    }
}
