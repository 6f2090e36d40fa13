namespace Fulgurite.Callbacks;

/// <summary>Sends a delivery's bytes to its endpoint once, signed in the endpoint's scheme. Stores nothing.</summary>
public sealed class AttemptDelivery(ICallbackTransport transport, TimeProvider clock)
{
    /// <summary>Makes the attempt. Throws only for cancellation.</summary>
    public async Task<MadeAttempt> Execute(Delivery delivery, CallbackTarget target, CancellationToken cancel)
    {
        var (endpoint, scheme, keys) = target;
        var startedAt = clock.GetUtcNow();
        var headers = scheme.Sign(new CallbackToSign(endpoint, delivery, keys, startedAt));
        var started = clock.GetTimestamp();
        var answer = await transport.Post(endpoint.Url, headers, delivery.Body, cancel);
        var attempt = new Attempt(
            delivery.Attempts + 1, startedAt, clock.GetElapsedTime(started), endpoint.Url, answer);
        return new MadeAttempt(attempt, scheme);
    }
}
