namespace Fulgurite.Simulation;

/// <summary>What is printed about a seed that failed.</summary>
internal static class FailureText
{
    private static readonly TimeSpan ShrinkingMax = TimeSpan.FromSeconds(40);

    /// <summary>Its options first, then the smallest life that fails in the same way, told as a story.</summary>
    public static string Of(ulong seed)
    {
        var options = Options.Of(seed);
        return $"Seed {seed} fails. It drew:\n{options.ToText()}\n"
            + $"  again: dotnet run --project tests/Simulation -c Release -- seed {seed}\n\n"
            + Shrinker.Shrink(seed, options, ShrinkingMax).ToText();
    }
}
