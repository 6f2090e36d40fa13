namespace Fulgurite.App.Host;

/// <summary>
/// How the process ends under the Functions host. It takes 0 for "still fine": the process is not started again and
/// every later invocation fails, so the serving process never ends with 0.
/// </summary>
internal static class ExitCode
{
    /// <summary>EX_SOFTWARE of sysexits.h. The host starts us again, counts it, and gives up after three.</summary>
    public const int Unhandled = 70;

    /// <summary>The host starts us again and does not count it.</summary>
    public const int PlannedRestart = 200;

    /// <summary>Runs the serving process and tells how it ended.</summary>
    /// <param name="serve">Returns when the process was asked to stop.</param>
    /// <param name="log">Where an exception is told.</param>
    /// <returns><see cref="PlannedRestart"/> or <see cref="Unhandled"/>.</returns>
    public static async Task<int> Of(Func<Task> serve, ILogger log)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Environment.Exit(Unhandled);
        try
        {
            await serve();
            return PlannedRestart;
        }
        catch (Exception failure)
        {
            log.Unhandled(failure);
            return Unhandled;
        }
    }
}
