using System.CommandLine;

namespace Fulgurite.Simulation.Verbs;

/// <summary><c>mutations</c>: breaks the product on purpose, and counts the seeds until that is noticed.</summary>
internal static class MutationsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("mutations", "Breaks the product on purpose.");
}
