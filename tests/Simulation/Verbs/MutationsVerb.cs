using System.CommandLine;
using Fulgurite.Simulation.Mutations;

namespace Fulgurite.Simulation.Verbs;

/// <summary><c>mutations</c>: breaks the product on purpose, and counts the seeds until that is noticed.</summary>
internal static class MutationsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var only = new Option<string[]>("--only") { Description = "Those whose name contains this." };
        var from = new Option<ulong?>("--from") { Description = "The first seed; a fresh one if not given." };
        var count = new Option<int?>("--count") { Description = "Seeds at most; else what the mutation states." };
        var story = new Option<bool>("--story") { Description = "Tell each failure in full, shrunk." };
        var set = new Option<string[]>("--set")
        {
            Description = "An option's value in all lives, as name=number: of those that can meet the fault.",
        };
        var verb = new Command("mutations", "Breaks the product on purpose, one fault at a time, and must notice.")
        {
            only, from, count, story, set,
        };
        verb.SetAction(parsed => Run(
            parsed.GetValue(only) ?? [],
            parsed.GetValue(from) ?? Campaign.AnyStart(),
            parsed.GetValue(count),
            parsed.GetValue(story),
            parsed.GetValue(set) ?? []));
        return verb;
    }

    private static int Run(
        IReadOnlyList<string> only, ulong first, int? count, bool isTold, IReadOnlyList<string> settings)
    {
        var build = new MutatedBuild();
        var missed = 0;
        Console.WriteLine($"Seeds from {first}");
        foreach (var mutation in Mutation.All.Where(m => only.Count == 0 || only.Any(m.Name.Contains)))
        {
            var isVisible = mutation.SeedsMax > 0;
            var seedsMax = count ?? (isVisible ? mutation.SeedsMax : 100);
            var outcome = MutationRun.Execute(mutation, build, first, seedsMax, isTold, settings);
            missed += isVisible && outcome.Seeds is null ? 1 : 0;
            var seeds = outcome.Seeds is { } needed ? $"{needed} seeds" : "NOT NOTICED";
            Console.WriteLine($"{mutation.Name,-52} {seeds,-12} (states {mutation.SeedsMax})  {outcome.Finding}");
        }

        Console.WriteLine(missed == 0 ? "Every mutation was noticed." : $"{missed} mutations were not noticed.");
        return missed == 0 ? 0 : 1;
    }
}
