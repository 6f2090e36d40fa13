namespace Fulgurite.Lnd.Grpc;

/// <summary>What can stop a call from our side: the caller's token and, where it has one, its deadline.</summary>
internal sealed class GrpcStop : IDisposable
{
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource? deadline;
    private readonly CancellationTokenSource? either;

    /// <summary>Stops with the caller's token alone.</summary>
    public GrpcStop(CancellationToken caller) => this.caller = caller;

    /// <summary>Stops with the caller's token or after a time, whichever is first.</summary>
    public GrpcStop(CancellationToken caller, TimeSpan after, TimeProvider time)
    {
        this.caller = caller;
        deadline = new CancellationTokenSource(after, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
    }

    /// <summary>Cancelled when the call must stop.</summary>
    public CancellationToken Token => either?.Token ?? caller;

    /// <summary>What a cancellation means for the caller, whose own wish comes first.</summary>
    public Exception Explain(OperationCanceledException cause)
    {
        if (caller.IsCancellationRequested)
        {
            return new OperationCanceledException("The caller cancelled the call.", cause, caller);
        }

        // Neither of ours: the handler cancels by itself when the connection takes too long to open.
        return deadline is { IsCancellationRequested: true }
            ? new GrpcStatusException(GrpcStatusCode.DeadlineExceeded, "No answer in time.", cause)
            : new GrpcStatusException(GrpcStatusCode.Unavailable, "No connection in time.", cause);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        either?.Dispose();
        deadline?.Dispose();
    }
}
