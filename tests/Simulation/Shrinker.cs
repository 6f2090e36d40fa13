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
    /// <summary>
    /// Seeds tried for each smaller mix: with less going on, the same bad luck falls elsewhere.
    /// </summary>
    private const int SeedsTried = 8;

    private const int RoundsMax = 3;

    /// <summary>The smallest life found, and its failure, with its history kept.</summary>
    public static SmallestFailure Shrink(ulong seed, Options options, TimeSpan timeMax)
    {
        var clock = TimeProvider.System;
        var deadline = clock.GetUtcNow() + timeMax;
        var best = Failing(seed, options) ?? throw new ArgumentException("The seed does not fail.", nameof(seed));
        for (var round = 0; round < RoundsMax && clock.GetUtcNow() < deadline; round++)
        {
            var before = best;
            best = WithLessWork(best, deadline);
            best = WithFewerTroubles(best, deadline);
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

    // Less work first: everything after it is tried faster.
    private static Life WithLessWork(Life best, DateTimeOffset deadline)
    {
        foreach (var option in Option.All.Where(option => option.Least > 0))
        {
            int[] values = [option.Least, 2, best.Options[option] / 2];
            best = values.Where(value => value >= option.Least && value < best.Options[option]).Distinct()
                .Select(value => SameKind(best, best.Options.With(option, value), deadline))
                .FirstOrDefault(life => life is not null) ?? best;
        }

        return best;
    }

    // Half of the troubles at once, then a quarter, and in the end each by itself.
    private static Life WithFewerTroubles(Life best, DateTimeOffset deadline)
    {
        var present = Option.All.Where(option => option.Least == 0 && best.Options[option] > 0).ToList();
        for (var size = Math.Max(1, present.Count / 2); size > 0; size /= 2)
        {
            foreach (var some in present.Chunk(size).ToList())
            {
                var fewer = some.Aggregate(best.Options, (options, option) => options.With(option, 0));
                if (SameKind(best, fewer, deadline) is { } smaller)
                {
                    best = smaller;
                    present.RemoveAll(some.Contains);
                }
            }
        }

        return best;
    }

    private static Life? SameKind(Life best, Options smaller, DateTimeOffset deadline)
    {
        for (var i = 0; i < SeedsTried && TimeProvider.System.GetUtcNow() < deadline; i++)
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

    [GeneratedRegex("(shop|invoice|callback|payment|payee|receive|send|tx|app)-[0-9]+(-second)?|[0-9a-f]{16,}"
        + "|[0-9][0-9.,:TZ+-]*")]
    private static partial Regex Particulars();

    private sealed record Life(ulong Seed, Options Options, string Kind);
}
