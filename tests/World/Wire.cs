using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.Worlds;

/// <summary>
/// Carries a process's calls to the world and back, each way taking its time. What is under way when the process dies
/// still arrives; the answer finds nobody. A call fails only after the adapter's own retries, and so takes seconds.
/// </summary>
internal sealed class Wire(World world, Process process)
{
    private static readonly TimeSpan QuickMin = TimeSpan.FromMicroseconds(300);
    private static readonly TimeSpan QuickMax = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan GivingUpMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowMax = TimeSpan.FromSeconds(12);

    /// <summary>Calls made so far.</summary>
    public int Calls { get; private set; }

    /// <summary>The process dies when this call, counted from 1, has happened and before it learns so.</summary>
    public int? LastCall { get; set; }

    /// <summary>Makes a call: <paramref name="serve"/> is the world's part, at one instant.</summary>
    public Task<T> Call<T>(Func<string> what, Func<T> serve)
    {
        var number = ++Calls;
        var answer = new TaskCompletionSource<T>();
        world.Scheduler.After(Latency(), () =>
        {
            var (isServed, complete, outcome) = Serve(serve, answer);
            world.History.Add(process.Name, $"{what()}{outcome}");
            if (number == LastCall || world.Strikes(process.Weather.CrashesAtCalls))
            {
                process.Crash();
                return;
            }

            world.Scheduler.After(isServed ? Latency() : world.Dice.Between(GivingUpMin, SlowMax), complete);
        });
        return answer.Task;
    }

    private static (bool IsServed, Action Complete, string Outcome) Serve<T>(
        Func<T> serve, TaskCompletionSource<T> answer)
    {
        try
        {
            var value = serve();
            var outcome = value is CommitOutcome commit ? Told(commit.Status) : "";
            return (true, () => answer.TrySetResult(value), outcome);
        }
        catch (Exception failure) when (failure
            is StorageUnavailableException or BusUnavailableException or NodeUnavailableException)
        {
            return (false, () => Fail(answer, failure), " — no answer: " + failure.Message);
        }
    }

    private static string Told(CommitStatus status) => status switch
    {
        CommitStatus.Committed => "",
        CommitStatus.AlreadyExists => " — refused: a row to be inserted exists",
        CommitStatus.Stale => " — refused: somebody else changed a row since it was read",
        CommitStatus.Unknown => " — the answer says nothing",
    };

    // Whoever asked may be gone: then nobody looks at the failure, which is nothing to report at the next collection.
    private static void Fail<T>(TaskCompletionSource<T> answer, Exception failure)
    {
        answer.TrySetException(failure);
        _ = answer.Task.Exception;
    }

    private TimeSpan Latency() => world.Dice.Between(
        QuickMin, world.Strikes(process.Weather.CallsSlow) ? SlowMax : QuickMax);
}
