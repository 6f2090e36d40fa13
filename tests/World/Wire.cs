using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.Worlds;

/// <summary>
/// Carries a process's calls to the world and back, each way taking its time. What is under way when the process dies
/// still arrives; the answer finds nobody.
/// </summary>
internal sealed class Wire(World world, Process process)
{
    private static readonly TimeSpan QuickMin = TimeSpan.FromMicroseconds(300);
    private static readonly TimeSpan QuickMax = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan SlowMax = TimeSpan.FromSeconds(12);

    /// <summary>Calls made so far.</summary>
    public int Calls { get; private set; }

    /// <summary>The process dies when this call, counted from 1, has happened and before it learns so.</summary>
    public int? LastCall { get; set; }

    /// <summary>Makes a call: <paramref name="serve"/> is the world's part, at one instant.</summary>
    public Task<T> Call<T>(string what, Func<T> serve)
    {
        var number = ++Calls;
        var answer = new TaskCompletionSource<T>();
        world.Scheduler.After(Latency(), () =>
        {
            var complete = Serve(serve, answer, out var outcome);
            world.History.Add(process.Name, $"{outcome} {what}");
            if (number == LastCall)
            {
                process.Crash();
                return;
            }

            world.Scheduler.After(Latency(), complete);
        });
        return answer.Task;
    }

    private static Action Serve<T>(Func<T> serve, TaskCompletionSource<T> answer, out string outcome)
    {
        try
        {
            var value = serve();
            outcome = value is CommitOutcome commit ? $"({commit.Status})" : "(ok)";
            return () => answer.TrySetResult(value);
        }
        catch (Exception failure) when (failure
            is StorageUnavailableException or BusUnavailableException or NodeUnavailableException)
        {
            outcome = $"({failure.Message})";
            return () => answer.TrySetException(failure);
        }
    }

    private TimeSpan Latency() => world.Dice.Between(
        QuickMin, world.Dice.PerMille(process.Weather.CallsSlow) ? SlowMax : QuickMax);
}
