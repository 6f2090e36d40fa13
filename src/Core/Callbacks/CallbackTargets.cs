using Fulgurite.Access;
using Fulgurite.Secrets;

namespace Fulgurite.Callbacks;

/// <summary>Finds where a delivery goes now.</summary>
public sealed class CallbackTargets(
    Registry registry, SecretBox box, IReadOnlyDictionary<string, CallbackScheme> schemes, TimeProvider clock)
{
    /// <summary>
    /// The target; null when the endpoint, its scheme or its key is gone. No storage transaction while the registry
    /// remembers.
    /// </summary>
    public async Task<CallbackTarget?> Find(Delivery delivery, CancellationToken cancel)
    {
        if (await Look(delivery, cancel) is { } known)
        {
            return known;
        }

        // What is gone exhausts the delivery; what is merely newer than our memory must not.
        registry.Forget();
        return await Look(delivery, cancel);
    }

    /// <summary>
    /// What signs an endpoint's callbacks now; null when its processing key is gone. No storage transaction while the
    /// registry remembers.
    /// </summary>
    public async Task<SigningKeys?> KeysOf(CallbackEndpoint endpoint, CancellationToken cancel)
    {
        if (endpoint.Secrets is { } secrets)
        {
            var owner = endpoint.Id.ToString();
            var previous = secrets.Previous is { } box && clock.GetUtcNow() < secrets.PreviousUntil ? box : null;
            return new SigningKeys(
                null, Open(secrets.Current, owner), previous is null ? null : Open(previous, owner));
        }

        return endpoint.SigningKey is { } name && await registry.FindProcessingKey(name, cancel) is { } key
            ? new SigningKeys(key.PublicKey, key.Secret)
            : null;
    }

    private async Task<CallbackTarget?> Look(Delivery delivery, CancellationToken cancel)
    {
        var endpoints = await registry.FindEndpoints(delivery.Environment, cancel);
        return endpoints.FirstOrDefault(e => e.Id == delivery.Endpoint) is { } endpoint
            && schemes.TryGetValue(endpoint.Scheme, out var scheme)
            && await KeysOf(endpoint, cancel) is { } keys
                ? new CallbackTarget(endpoint, scheme, keys)
                : null;
    }

    private SecretValue Open(byte[] closed, string owner) => box.Open(closed, owner);
}
