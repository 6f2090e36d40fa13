namespace Fulgurite.App.LocalHost;

/// <summary>The local host's log lines: event ids 1100 to 1199.</summary>
internal static partial class Log
{
    [LoggerMessage(1100, LogLevel.Warning, "{Function} failed: {Fault} (invocation {InvocationId})")]
    public static partial void InvocationFailed(this ILogger log, string function, Guid invocationId, string fault);

    [LoggerMessage(
        1101, LogLevel.Error, "{Function}: message {MessageId} is dead-lettered after {DeliveryCount} deliveries")]
    public static partial void DeadLettered(this ILogger log, string function, string messageId, int deliveryCount);

    [LoggerMessage(1102, LogLevel.Error, "{Function}: the journal of the local bus cannot be written")]
    public static partial void JournalFailed(this ILogger log, Exception failure, string function);
}
