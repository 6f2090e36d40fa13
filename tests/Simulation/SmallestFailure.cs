using Fulgurite.Worlds;
using Fulgurite.Worlds.Stories;

namespace Fulgurite.Simulation;

/// <summary>A failure after shrinking.</summary>
/// <param name="Seed">Its seed; not always the one that was found.</param>
/// <param name="Options">Its options, most of them at their least.</param>
/// <param name="Failure">How it failed.</param>
internal sealed record SmallestFailure(ulong Seed, Options Options, WorldFailedException Failure)
{
    /// <summary>How to live it again.</summary>
    public string Command => CommandOf(Seed, Options);

    /// <summary>The options first, then what happened, then what is wrong.</summary>
    public string ToText() =>
        $"The smallest life found that fails in the same way:\n{Options.ToText()}\n  again: {Command}\n\n"
        + Story.Of(Failure.World, Failure.Problems);

    /// <summary>The command that lives a life again.</summary>
    public static string CommandOf(ulong seed, Options options) =>
        $"dotnet run --project tests/Simulation -c Release -- seed {seed} --least"
        + string.Concat(options.Settings.Select(setting => $" --set {setting}"));
}
