using Fulgurite.Access;

namespace Fulgurite.Callbacks;

/// <summary>Sends a delivery's bytes to its endpoint once, signed in the endpoint's scheme. Stores nothing.</summary>
public sealed class AttemptDelivery(
    Registry registry,
    ICallbackTransport transport,
    IReadOnlyDictionary<string, CallbackScheme> schemes,
    TimeProvider clock)
{
    /// <summary>
    /// Makes the attempt, to wherever the endpoint is now. Null when the endpoint or its key is gone and nothing was
    /// sent.
    /// </summary>
    public async Task<MadeAttempt?> Execute(Delivery delivery, CancellationToken cancel)
    {
        var endpoints = await registry.FindEndpoints(delivery.Environment, cancel);
        if (endpoints.FirstOrDefault(e => e.Id == delivery.Endpoint) is not { } endpoint
            || !schemes.TryGetValue(endpoint.Scheme, out var scheme)
            || await registry.FindProcessingKey(endpoint.SigningKey, cancel) is not { } key)
        {
            return null;
        }

        var headers = scheme.Sign(key.PublicKey, key.Secret, delivery.Body);
        var startedAt = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        var answer = await transport.Post(endpoint.Url, headers, delivery.Body, cancel);
        var attempt = new Attempt(
            delivery.Attempts + 1, startedAt, clock.GetElapsedTime(started), endpoint.Url, answer);
        return new MadeAttempt(
            attempt, scheme.RetryDelays, answer.HttpStatus is { } status && scheme.IsAcknowledged(status));
    }
}
