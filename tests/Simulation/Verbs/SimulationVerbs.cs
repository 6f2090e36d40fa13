using System.CommandLine;

namespace Fulgurite.Simulation.Verbs;

/// <summary>The program's verbs.</summary>
internal static class SimulationVerbs
{
    private static readonly string[] Words = ["run", "seed", "mutations", "options", "--help", "-h"];

    /// <summary>Whether the first argument is a verb, and not one of the test runner's.</summary>
    public static bool Are(string first) => Words.Contains(first);

    /// <summary>Runs the verb; the exit code.</summary>
    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand("Lives seeds of the simulated world, each with work and troubles of its own.")
        {
            RunVerb.Create(),
            SeedVerb.Create(),
            MutationsVerb.Create(),
            OptionsVerb.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
