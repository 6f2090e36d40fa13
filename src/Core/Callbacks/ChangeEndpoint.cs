using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>Changes webhooks: what they want, and where they stand. A deleted one is not changed any more.</summary>
public sealed class ChangeEndpoint(
    EndpointStore store,
    SecretBox box,
    IReadOnlyDictionary<string, CallbackScheme> schemes,
    IRandomness randomness,
    TimeProvider clock)
{
    private const int TriesMax = 20;

    /// <summary>
    /// Replaces what is given. Null when there is no such webhook. Two storage transactions, as for every change here.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be changed: repeat it.</exception>
    public Task<CallbackEndpoint?> Execute(
        EnvironmentId environment,
        EndpointId id,
        Func<CallbackEndpoint, CallbackEndpoint> change,
        CancellationToken cancel) =>
        Change(environment, id, (endpoint, _) => change(endpoint), cancel);

    /// <summary>Stops it. Stopping one that is stopped changes nothing. Null when there is no such webhook.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be stopped: repeat it.</exception>
    public Task<CallbackEndpoint?> Stop(EnvironmentId environment, EndpointId id, CancellationToken cancel) => Change(
        environment,
        id,
        (endpoint, now) => endpoint.Status == EndpointStatus.Stopped
            ? endpoint
            : endpoint with { Status = EndpointStatus.Stopped, StoppedAt = now },
        cancel);

    /// <summary>Starts it again. Starting one that is active changes nothing. Null when there is none.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be started: repeat it.</exception>
    public Task<CallbackEndpoint?> Start(EnvironmentId environment, EndpointId id, CancellationToken cancel) => Change(
        environment,
        id,
        (endpoint, _) => endpoint with { Status = EndpointStatus.Active, StoppedAt = null },
        cancel);

    /// <summary>
    /// Gives it a new secret; the one before signs too for <see cref="EndpointSecrets.Overlap"/>. Null when there is
    /// no such webhook, and no secret where a processing key signs.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be rotated: repeat it.</exception>
    public async Task<(CallbackEndpoint Endpoint, SecretValue? Secret)?> Rotate(
        EnvironmentId environment, EndpointId id, CancellationToken cancel)
    {
        if (await store.Find(environment, id, cancel) is not var (known, _))
        {
            return null;
        }

        if (known.Secrets is null || schemes[known.Scheme].NewSecret?.Invoke(randomness) is not { } secret)
        {
            return known.Status == EndpointStatus.Deleted ? null : (known, null);
        }

        var closed = box.Close(secret, id.ToString());
        var changed = await Change(
            environment,
            id,
            (endpoint, now) => endpoint.Secrets!.Current.AsSpan().SequenceEqual(closed)
                ? endpoint
                : endpoint with { Secrets = endpoint.Secrets.Rotated(closed, now) },
            cancel);
        return changed is null ? null : (changed, secret);
    }

    /// <summary>
    /// Deletes it: kept to be read, never called again. Deleting it again changes nothing. Null when there is none.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be deleted: repeat it.</exception>
    public async Task<CallbackEndpoint?> Delete(EnvironmentId environment, EndpointId id, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await store.Find(environment, id, cancel) is not var (endpoint, version))
            {
                return null;
            }

            if (endpoint.Status == EndpointStatus.Deleted)
            {
                return endpoint;
            }

            var now = clock.GetUtcNow();
            var deleted = endpoint with { Status = EndpointStatus.Deleted, DeletedAt = now, UpdatedAt = now };
            var (count, counted) = await store.Count(environment, cancel);
            RowWrite[] writes =
                [EndpointStore.Changed(deleted, version), EndpointStore.Counted(environment, count - 1, counted)];
            if (await store.Commit(writes, cancel) == CommitStatus.Committed)
            {
                return deleted;
            }
        }

        throw new StorageUnavailableException($"Webhook {id} is not known to be deleted.");
    }

    private async Task<CallbackEndpoint?> Change(
        EnvironmentId environment,
        EndpointId id,
        Func<CallbackEndpoint, DateTimeOffset, CallbackEndpoint> change,
        CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await store.Find(environment, id, cancel) is not var (endpoint, version)
                || endpoint.Status == EndpointStatus.Deleted)
            {
                return null;
            }

            var now = clock.GetUtcNow();
            var after = change(endpoint, now);
            if (after == endpoint)
            {
                return endpoint;
            }

            after = after with { UpdatedAt = now };
            if (await store.Commit([EndpointStore.Changed(after, version)], cancel) == CommitStatus.Committed)
            {
                return after;
            }
        }

        throw new StorageUnavailableException($"Webhook {id} is not known to be changed.");
    }
}
