using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>
/// Has the world told of a change: whom, decided before its commit, and the first attempts ordered after it.
/// </summary>
public sealed class Announce(
    Registry registry, IReadOnlyDictionary<string, CallbackScheme> schemes, PublishDeliveries publish)
{
    /// <summary>Who is to be told in an environment. No storage transaction while the registry remembers.</summary>
    /// <exception cref="StorageUnavailableException">Not known: do not commit.</exception>
    public async Task<Audience> To(EnvironmentId environment, CancellationToken cancel) => new(
        await registry.FindEnvironment(environment, cancel),
        await registry.FindEndpoints(environment, cancel),
        schemes);

    /// <summary>As <see cref="To"/>, for a change that is planned with whom it is told.</summary>
    /// <exception cref="StorageUnavailableException">Not known: do not commit.</exception>
    internal async Task<PlannedNews> Prepare(EnvironmentId environment, CancellationToken cancel) =>
        new(this, await To(environment, cancel));

    /// <summary>Orders the first attempts of what a change planned. One message each.</summary>
    /// <exception cref="BusUnavailableException">Some wait for Reconcile.</exception>
    public Task Publish(IReadOnlyList<Delivery> planned, BookResult.Applied applied, CancellationToken cancel) =>
        publish.Fresh(planned.Select(d => (d, VersionOf(d, applied.Change.Writes, applied.Versions))), cancel);

    /// <summary>
    /// As <see cref="Publish(IReadOnlyList{Delivery}, BookResult.Applied, CancellationToken)"/>, for whoever has
    /// nothing to repeat: what the bus does not take waits for Reconcile.
    /// </summary>
    public async Task PublishOrLeave(
        IReadOnlyList<Delivery> planned,
        IReadOnlyList<RowWrite> writes,
        IReadOnlyList<ETag> versions,
        CancellationToken cancel)
    {
        try
        {
            await publish.Fresh(planned.Select(d => (d, VersionOf(d, writes, versions))), cancel);
        }
        catch (BusUnavailableException)
        {
            // The wallet was marked before the commit: Reconcile orders them.
        }
    }

    private static ETag VersionOf(Delivery delivery, IReadOnlyList<RowWrite> writes, IReadOnlyList<ETag> versions)
    {
        var key = DeliveryRows.Key(delivery.Wallet, delivery.Id);
        for (var i = 0; i < writes.Count; i++)
        {
            if (writes[i].Key == key)
            {
                return versions[i];
            }
        }

        throw new InvariantBrokenException("a planned delivery is among the writes of its change");
    }
}
