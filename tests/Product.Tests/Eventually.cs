using System.Diagnostics;

namespace Fulgurite.Product;

/// <summary>Waits for what another process is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns as soon as the condition holds; fails when it does not within the limit.</summary>
    public static async Task Holds(string what, Func<Task<bool>> condition, int seconds = 10)
    {
        var waited = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        while (!await condition())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(seconds), $"not within {seconds} s: {what}");
            await pause.WaitForNextTickAsync();
        }
    }
}
