namespace Fulgurite.App.Host;

/// <summary>The host's log lines: event ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "{Function} succeeded in {ElapsedMs} ms")]
    public static partial void Succeeded(this ILogger log, string function, double elapsedMs);

    [LoggerMessage(1001, LogLevel.Error, "{Function} failed (invocation {InvocationId})")]
    public static partial void Failed(this ILogger log, Exception failure, string function, string invocationId);

    [LoggerMessage(1002, LogLevel.Error, "{Function} passed its deadline (invocation {InvocationId})")]
    public static partial void DeadlinePassed(
        this ILogger log, Exception failure, string function, string invocationId);

    [LoggerMessage(
        1003, LogLevel.Critical, "{Function} ignored its deadline and was left behind (invocation {InvocationId})")]
    public static partial void LeftBehind(this ILogger log, Exception failure, string function, string invocationId);

    [LoggerMessage(1004, LogLevel.Critical, "{Function} refused a message: {Reason} (invocation {InvocationId})")]
    public static partial void Unreadable(this ILogger log, string function, string invocationId, string reason);

    [LoggerMessage(1006, LogLevel.Error, "{Function} could not do its work: {Why} (invocation {InvocationId})")]
    public static partial void WorldFailed(this ILogger log, string function, string why, string invocationId);

    [LoggerMessage(1005, LogLevel.Critical, "The process ends: an exception was not handled")]
    public static partial void Unhandled(this ILogger log, Exception failure);
}
