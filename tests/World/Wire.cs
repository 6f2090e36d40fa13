using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Worlds.Rest;

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
            if (!IsTheLast(number))
            {
                world.Scheduler.After(isServed ? Latency() : world.Dice.Between(GivingUpMin, SlowMax), complete);
            }
        });
        return answer.Task;
    }

    /// <summary>
    /// Makes one request to the tables, whose client has its retries in this world too. An answer that would take
    /// longer than <paramref name="timeMax"/> from the beginning does not come.
    /// </summary>
    public Task<TableAnswer> Exchange(Func<string> what, Func<TableAnswer> serve, TimeSpan timeMax)
    {
        var answer = new TaskCompletionSource<TableAnswer>();
        if (!process.IsAlive)
        {
            return answer.Task;
        }

        var (number, begun) = (++Calls, world.Scheduler.Now);
        world.Scheduler.After(Latency(), () =>
        {
            var (served, back) = (serve(), world.Scheduler.Now + Latency());
            if (back > begun + timeMax || served.Missing == MissingAnswer.Silence)
            {
                (served, back) = (served.Silenced(), begun + timeMax);
            }

            world.History.Add(process.Name, $"{what()}{(served.Told.Length > 0 ? " — " : "")}{served.Told}");
            if (!IsTheLast(number))
            {
                world.Scheduler.At(back, () => Hear(answer, served));
            }
        });
        return answer.Task;
    }

    // The client's own code waits for no context of the process's: what is left of one that died must not go on, nor
    // begin again when a wait between repeats is over.
    private void Hear(TaskCompletionSource<TableAnswer> answer, TableAnswer served)
    {
        if (process.IsAlive)
        {
            answer.SetResult(served);
        }
    }

    private bool IsTheLast(int call)
    {
        var isTheLast = call == LastCall || world.Strikes(process.Weather.CrashesAtCalls);
        if (isTheLast)
        {
            process.Crash();
        }

        return isTheLast;
    }

    private static (bool IsServed, Action Complete, string Outcome) Serve<T>(
        Func<T> serve, TaskCompletionSource<T> answer)
    {
        try
        {
            var value = serve();
            return (true, () => answer.TrySetResult(value), "");
        }
        catch (Exception failure) when (failure
            is BusUnavailableException or NodeUnavailableException or NodeRefusedException)
        {
            return (false, () => Fail(answer, failure), " — no answer: " + failure.Message);
        }
    }

    // Whoever asked may be gone: then nobody looks at the failure, which is nothing to report at the next collection.
    private static void Fail<T>(TaskCompletionSource<T> answer, Exception failure)
    {
        answer.TrySetException(failure);
        _ = answer.Task.Exception;
    }

    private TimeSpan Latency() => world.Dice.Between(
        QuickMin, world.Strikes(process.Weather.CallsSlow) ? SlowMax : QuickMax);
}
