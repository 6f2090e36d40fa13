namespace Fulgurite.Worlds;

/// <summary>Runs a scenario in a fresh world, from the test's own thread, until it ends.</summary>
internal static class Stage
{
    /// <summary>More than any scenario needs: what comes here goes round in circles.</summary>
    private const long StepsMax = 1_000_000;

    /// <summary>Enough to tell what goes round.</summary>
    private const long StepsHeard = 20_000;

    /// <summary>Plays a scenario to its end.</summary>
    /// <param name="seed">Decides everything that is left to chance.</param>
    /// <param name="scenario">What happens; it awaits nothing but the world.</param>
    /// <param name="keepsHistory">Whether a failure will be read.</param>
    /// <param name="start">When it begins; null for the midnight at which worlds begin.</param>
    /// <exception cref="WorldFailedException">It failed; the seed and the history are in the message.</exception>
    public static World Play(
        ulong seed, Func<World, Task> scenario, bool keepsHistory = true, DateTimeOffset? start = null)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var world = new World(seed, keepsHistory, start);
            var story = new Lifeline(world.Scheduler);
            Task? playing = null;
            story.Post(_ => playing = scenario(world), null);
            while (playing is not { IsCompleted: true })
            {
                Advance(world);
            }

            Conclude(world, playing);
            return world;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static void Advance(World world)
    {
        if (!world.Scheduler.Step())
        {
            throw world.Failure("The scenario never ends: everybody waits, and nothing is to come.");
        }

        if (world.Scheduler.Steps == StepsMax)
        {
            world.History.Listen();
        }
        else if (world.Scheduler.Steps > StepsMax + StepsHeard)
        {
            throw world.Failure($"The scenario goes round in circles. Most often: {world.History.MostFrequent()}");
        }

        if (world.Scheduler.Escape is { } stack)
        {
            throw world.Failure($"Something left the world's thread:\n{stack}");
        }

        if (world.Findings.Count > 0)
        {
            throw world.Failure(world.Findings[0]);
        }
    }

    private static void Conclude(World world, Task played)
    {
        if (played.Exception?.InnerException is { } failure)
        {
            throw failure as WorldFailedException ?? world.Failure(failure.Message, failure);
        }
    }
}
