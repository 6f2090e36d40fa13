using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>Lives many seeds, each world on one thread, several worlds at once.</summary>
internal sealed class Campaign
{
    private readonly Lock gate = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>What happened in all of them.</summary>
    public Tally Tally { get; } = new();

    /// <summary>What is lived of a seed: what it draws, unless said otherwise.</summary>
    public Func<ulong, World> Play { get; init; } = seed => Swarm.Play(seed);

    /// <summary>Worlds that ended.</summary>
    public int Done { get; private set; }

    /// <summary>Those that failed, in the order in which they did.</summary>
    public ConcurrentQueue<(ulong Seed, WorldFailedException Failure)> Failures { get; } = new();

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Consecutive seeds from a start that nobody can know: fresh ones.</summary>
    public static IEnumerable<ulong> FreshSeeds(int count) => SeedsFrom(AnyStart(), count);

    /// <summary>Consecutive seeds.</summary>
    public static IEnumerable<ulong> SeedsFrom(ulong first, int count) =>
        Enumerable.Range(0, count).Select(i => first + (ulong)i);

    /// <summary>A start from the operating system's randomness, short enough to be typed.</summary>
    public static ulong AnyStart() => (ulong)RandomNumberGenerator.GetInt32(1_000_000, int.MaxValue) * 1_000;

    /// <summary>Lives them all, or until so many have failed.</summary>
    /// <param name="seeds">Which.</param>
    /// <param name="parallel">How many threads.</param>
    /// <param name="failuresMax">When to stop.</param>
    /// <param name="tick">Called after each, under a lock.</param>
    public void Run(IEnumerable<ulong> seeds, int parallel, int failuresMax, Action<Campaign>? tick = null)
    {
        var queue = new ConcurrentQueue<ulong>(seeds);
        var threads = Enumerable.Range(0, parallel)
            .Select(_ => new Thread(() => Work(queue, failuresMax, tick))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private void Work(ConcurrentQueue<ulong> queue, int failuresMax, Action<Campaign>? tick)
    {
        while (Failures.Count < failuresMax && queue.TryDequeue(out var seed))
        {
            var tally = Live(seed);
            lock (gate)
            {
                Done++;
                Tally.Add(tally);
                tick?.Invoke(this);
            }
        }
    }

    private Tally Live(ulong seed)
    {
        try
        {
            return Play(seed).Tally;
        }
        catch (WorldFailedException failure)
        {
            Failures.Enqueue((seed, failure));
            return failure.World.Tally;
        }
    }
}
