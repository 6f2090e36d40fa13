using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>Sets where an environment's callbacks of one scheme go. One address a scheme and environment.</summary>
public sealed class SetCallbackUrl(Registry registry)
{
    /// <summary>
    /// Sets, or with null removes, the address. Idempotent: the endpoint's id comes from environment and scheme, so
    /// deliveries that are under way follow to the new address.
    /// </summary>
    /// <param name="environment">Whose.</param>
    /// <param name="scheme">Which of its schemes.</param>
    /// <param name="signingKey">The public name of the key that signs.</param>
    /// <param name="url">Checked by the caller; null removes it.</param>
    /// <param name="cancel">Stops waiting; the change may have happened.</param>
    public Task Execute(
        EnvironmentId environment, string scheme, string signingKey, Uri? url, CancellationToken cancel)
    {
        var id = new EndpointId(Events.EventIds.For("endpoint", $"{environment}/{scheme}"));
        var key = RegistryRows.EndpointOf(environment, id);
        var write = url is null
            ? RowWrite.Put(key, [])
            : RowWrite.Put(
                key, RegistryRows.ToFields(new CallbackEndpoint(id, environment, scheme, url, signingKey)));
        return registry.Save([write], cancel);
    }
}
