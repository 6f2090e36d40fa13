using System.Text.RegularExpressions;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Stories;

namespace Fulgurite.Simulation;

/// <summary>
/// Makes a failing life smaller: takes troubles and work away, one option after the other, for as long as the same kind
/// of failure stays.
/// </summary>
internal static partial class Shrinker
{
    /// <summary>Other seeds tried for each smaller mix: with less going on, the same bad luck falls elsewhere.</summary>
    private const int SeedsTried = 12;

    private const int RoundsMax = 3;

    /// <summary>The smallest life found, and its failure, with its history kept.</summary>
    public static SmallestFailure Shrink(ulong seed, Options options, TimeSpan timeMax)
    {
        var deadline = DateTimeOffset.MaxValue;
        var clock = TimeProvider.System;
        deadline = clock.GetUtcNow() + timeMax;
        var best = Failing(seed, options) ?? throw new ArgumentException("The seed does not fail.", nameof(seed));
        for (var round = 0; round < RoundsMax; round++)
        {
            var before = best;
            foreach (var option in Option.All.Where(option => best.Options[option] > option.Least))
            {
                foreach (var value in Smaller(option, best.Options[option]))
                {
                    if (clock.GetUtcNow() < deadline && SameKind(best, best.Options.With(option, value)) is { } smaller)
                    {
                        best = smaller;
                        break;
                    }
                }
            }

            if (ReferenceEquals(before, best))
            {
                break;
            }
        }

        return new SmallestFailure(best.Seed, best.Options, Replayed(best));
    }

    /// <summary>What kind of failure it is: its first finding without the names and numbers in it.</summary>
    public static string KindOf(WorldFailedException failure) =>
        Particulars().Replace(Story.Findings(failure.World, failure.Problems).First(), "*");

    private static IEnumerable<int> Smaller(Option option, int value) =>
        new[] { option.Least, option.Least + 1, value / 2 }.Distinct().Where(v => v >= option.Least && v < value);

    private static Life? SameKind(Life best, Options smaller)
    {
        for (var i = 0; i < SeedsTried; i++)
        {
            if (Failing(best.Seed + (ulong)i, smaller) is { } failing && failing.Kind == best.Kind)
            {
                return failing;
            }
        }

        return null;
    }

    private static Life? Failing(ulong seed, Options options)
    {
        try
        {
            Swarm.Play(seed, options, keepsHistory: false);
            return null;
        }
        catch (WorldFailedException failure)
        {
            return new Life(seed, options, KindOf(failure));
        }
    }

    private static WorldFailedException Replayed(Life life)
    {
        try
        {
            Swarm.Play(life.Seed, life.Options, keepsHistory: true);
        }
        catch (WorldFailedException failure)
        {
            return failure;
        }

        throw new InvalidOperationException("A seed that failed fails again.");
    }

    [GeneratedRegex("(shop|invoice|callback|app)-[0-9]+(-second)?|[0-9a-f]{16,}|[0-9][0-9.,:TZ+-]*")]
    private static partial Regex Particulars();

    private sealed record Life(ulong Seed, Options Options, string Kind);
}
