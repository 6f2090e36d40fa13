using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>Registers webhooks.</summary>
public sealed class RegisterEndpoint(
    EndpointStore store,
    SecretBox box,
    IReadOnlyDictionary<string, CallbackScheme> schemes,
    IRandomness randomness,
    TimeProvider clock)
{
    private const int TriesMax = 20;

    /// <summary>
    /// Registers a webhook, active at once. The secret is told here and never again; null where a processing key signs.
    /// Three storage transactions. Ids are never used twice, so a repeat after a lost answer finds that it exists; the
    /// way to its secret is a rotation.
    /// </summary>
    /// <param name="asked">Id, environment, scheme, address, name and events; checked by the caller.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">Not known to be registered.</exception>
    public async Task<(RegisterEndpointStatus Status, SecretValue? Secret)> Execute(
        CallbackEndpoint asked, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var secret = schemes[asked.Scheme].NewSecret?.Invoke(randomness);
        var endpoint = asked with
        {
            CreatedAt = now,
            UpdatedAt = now,
            Secrets = secret is null ? null : new EndpointSecrets(box.Close(secret, asked.Id.ToString())),
        };
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await store.Find(asked.Environment, asked.Id, cancel) is var (found, _))
            {
                // Ours, when the answer to our own commit was lost: nobody else has this box.
                var isOurs = found.CreatedAt == now && found.Secrets is { } kept && endpoint.Secrets is { } ours
                    && kept.Current.AsSpan().SequenceEqual(ours.Current);
                return isOurs
                    ? (RegisterEndpointStatus.Registered, secret)
                    : (RegisterEndpointStatus.AlreadyExists, null);
            }

            var (count, version) = await store.Count(asked.Environment, cancel);
            if (count >= EndpointStore.EndpointsMax)
            {
                return (RegisterEndpointStatus.TooMany, null);
            }

            RowWrite[] writes =
                [EndpointStore.Created(endpoint), EndpointStore.Counted(asked.Environment, count + 1, version)];
            if (await store.Commit(writes, cancel) == CommitStatus.Committed)
            {
                return (RegisterEndpointStatus.Registered, secret);
            }
        }

        throw new StorageUnavailableException($"Webhook {asked.Id} is not known to be registered.");
    }
}
