namespace Fulgurite.App.Host;

/// <summary>
/// Runs one function for one post of the host and answers in the form the host understands. 200 completes a message,
/// 500 has it redelivered and in the end dead-lettered; an empty answer would hang the invocation until the host kills
/// the process, so no path of this type gives one.
/// </summary>
internal sealed class FunctionInvoker(FunctionHostOptions options, ILoggerFactory loggers)
{
    private readonly ILogger log = loggers.CreateLogger("Fulgurite.Host");

    /// <summary>Answers the post. Never throws for what the handler does.</summary>
    public async Task Invoke(Function function, HttpContext context)
    {
        if (!options.Door(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var startedAt = options.Clock.GetTimestamp();
        var succeeded = await Succeeds(function, context);
        if (succeeded)
        {
            log.Succeeded(function.Name, options.Clock.GetElapsedTime(startedAt).TotalMilliseconds);
        }

        await (succeeded ? InvocationAnswer.Success(context.Response) : InvocationAnswer.Failure(context.Response));
    }

    // The one place where every exception is caught: behind it is the host, which knows success and failure only.
    private async Task<bool> Succeeds(Function function, HttpContext context)
    {
        var id = context.TraceIdentifier;
        using var deadline = new CancellationTokenSource(DeadlineOf(function), options.Clock);
        try
        {
            // The handler is left behind when it ignores its token: an answer after the host's limit would cost every
            // other invocation its process.
            await Run(function, context.Request.Body, deadline.Token)
                .WaitAsync(DeadlineOf(function) + FunctionLimits.Grace, options.Clock);
            return true;
        }
        catch (UnreadableEnvelopeException unreadable)
        {
            // Never acted on, and not completed either: an operator finds it among the dead letters.
            log.Unreadable(function.Name, id, unreadable.Message);
        }
        catch (TimeoutException late) when (deadline.IsCancellationRequested)
        {
            log.LeftBehind(late, function.Name, id);
        }
        catch (OperationCanceledException canceled) when (deadline.IsCancellationRequested)
        {
            log.DeadlinePassed(canceled, function.Name, id);
        }
        catch (Exception failure) when (FailingWorld.Caused(failure))
        {
            // No bug of ours: what the adapter says is enough.
            log.WorldFailed(function.Name, failure.Message, id);
        }
        catch (Exception failure)
        {
            log.Failed(failure, function.Name, id);
        }

        return false;
    }

    private Task Run(Function function, Stream body, CancellationToken deadline) => function switch
    {
        Function.OnMessage message => RunMessage(message, body, deadline),
        Function.OnTimer timer => RunTimer(timer, body, deadline),
        _ => throw new InvariantBrokenException("a function is started by a message or a timer"),
    };

    private async Task RunMessage(Function.OnMessage function, Stream body, CancellationToken deadline)
    {
        var message = await TriggerEnvelope.ReadMessage(body, deadline);
        var seal = await options.Seal(deadline);
        var payload = seal.Open(function.Queue, message.Payload.Span)
            ?? throw new UnreadableEnvelopeException("the message does not carry our seal for this queue");
        await function.Run(message with { Payload = payload }, deadline);
    }

    private static async Task RunTimer(Function.OnTimer function, Stream body, CancellationToken deadline) =>
        await function.Run(await TriggerEnvelope.ReadTimer(body, deadline), deadline);

    private TimeSpan DeadlineOf(Function function) =>
        function is Function.OnTimer ? options.Limits.TimerDeadline : options.Limits.MessageDeadline;
}
