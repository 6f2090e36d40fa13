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
        var target = await FindTarget(delivery, cancel);
        if (target is null)
        {
            // What is gone exhausts the delivery; what is merely newer than our memory must not.
            registry.Forget();
            target = await FindTarget(delivery, cancel);
        }

        if (target is not var (endpoint, scheme, key))
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

    private async Task<(CallbackEndpoint Endpoint, CallbackScheme Scheme, ProcessingKey Key)?> FindTarget(
        Delivery delivery, CancellationToken cancel)
    {
        var endpoints = await registry.FindEndpoints(delivery.Environment, cancel);
        return endpoints.FirstOrDefault(e => e.Id == delivery.Endpoint) is { } endpoint
            && schemes.TryGetValue(endpoint.Scheme, out var scheme)
            && await registry.FindProcessingKey(endpoint.SigningKey, cancel) is { } key
                ? (endpoint, scheme, key)
                : null;
    }
}
