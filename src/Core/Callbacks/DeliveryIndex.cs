using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>
/// Finds the deliveries of one endpoint, whatever wallets they are in. Table <c>deliveries</c>, partition
/// <c>{environment}|{endpoint}</c>: <c>delivery|{created, ms backwards, 12 hex digits}|{id}</c>, newest first, and
/// <c>test|{id}</c> for those whose id does not tell when they were made.
/// <para>
/// The wallet's row is the truth. A row here is written as pending before every commit that leaves or makes the
/// delivery unfinished, and takes a final state only after that is committed, and only while nobody has written it
/// since. So a final state here is true, and pending means: ask the wallet. A crash in between costs a question, never
/// a delivery; whoever asks puts it right. A delivery is listed from the end of its first attempt on.
/// </para>
/// </summary>
public sealed class DeliveryIndex(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("deliveries");

    private const string Prefix = "delivery|";
    private readonly SharedCommits commits = new(tables, Table);

    /// <summary>Where an endpoint's deliveries are listed: endpoints' ids are unique in an environment only.</summary>
    public static string PartitionOf(EnvironmentId environment, EndpointId endpoint) => $"{environment}|{endpoint}";

    /// <summary>The place of a delivery in the list, newest first.</summary>
    public static string PlaceOf(DateTimeOffset createdAt, string delivery)
    {
        var backwards = 0xFFFF_FFFF_FFFF - createdAt.ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture, $"{backwards:x12}|{delivery}");
    }

    /// <summary>
    /// Lists a delivery whose wallet's row must be asked from now on. Returns the row's version. One storage
    /// transaction or a part of one.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be listed: do not commit.</exception>
    public async Task<ETag> Begin(Delivery delivery, CancellationToken cancel)
    {
        var pending = delivery with { State = DeliveryState.Pending };
        var put = RowWrite.Put(KeyOf(delivery), ToFields(pending, delivery.CreatedAt));
        var outcome = await commits.Commit(new RowBatch([put]), cancel);
        return outcome.Status == CommitStatus.Committed
            ? outcome.Versions[0]
            : throw new StorageUnavailableException($"Delivery {delivery.Id} is not known to be listed.");
    }

    /// <summary>
    /// Notes the final state of a delivery that is committed, unless its row was written since. One storage transaction
    /// or a part of one. Where it is lost, the next reader makes up for it.
    /// </summary>
    public async Task End(Delivery final, ETag begun, DateTimeOffset now, CancellationToken cancel)
    {
        var note = RowWrite.Replace(KeyOf(final), ToFields(final, now), begun);
        await commits.Commit(new RowBatch([note]), cancel);
    }

    /// <summary>
    /// Makes the id of a test known, once. Returns when it was made first. At most two storage transactions.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be so.</exception>
    public async Task<DateTimeOffset> BeginTest(Delivery test, CancellationToken cancel)
    {
        var key = TestKey(test.Environment, test.Endpoint, test.Id);
        RowWrite[] writes =
        [
            RowWrite.Insert(key, new RowFields { { "created_at", test.CreatedAt } }),
            RowWrite.Insert(KeyOf(test), ToFields(test, test.CreatedAt)),
        ];
        var outcome = await tables.Commit(Table, new RowBatch(writes), cancel);
        return outcome.Status == CommitStatus.Committed
            ? test.CreatedAt
            : (await tables.Get(Table, key, cancel))?.Fields.Instant("created_at")
                ?? throw new StorageUnavailableException($"Test {test.Id} is not known to be listed.");
    }

    /// <summary>One delivery of an endpoint; null when it is not listed. At most three storage transactions.</summary>
    public async Task<ListedDelivery?> Find(
        EnvironmentId environment, EndpointId endpoint, string delivery, CancellationToken cancel)
    {
        var partition = PartitionOf(environment, endpoint);
        var byId = new RowKey(partition, $"{Prefix}{delivery[..12]}|{delivery}");
        if (await tables.Get(Table, byId, cancel) is { } row)
        {
            return ToListed(row);
        }

        return await tables.Get(Table, TestKey(environment, endpoint, delivery), cancel) is { } test
            && await tables.Get(
                Table, new RowKey(partition, Prefix + PlaceOf(test.Fields.Instant("created_at"), delivery)), cancel)
                is { } listed
                ? ToListed(listed)
                : null;
    }

    /// <summary>
    /// An endpoint's deliveries, newest first, from after a place if one is given. One storage transaction for a
    /// thousand, as they are needed.
    /// </summary>
    public async IAsyncEnumerable<ListedDelivery> Newest(
        EnvironmentId environment,
        EndpointId endpoint,
        string? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // '~' sorts after every hex digit: the row that follows the given one.
        var from = Prefix + (after is null ? "" : after + "~");
        var query = new RowQuery(PartitionOf(environment, endpoint), from, "delivery}");
        await foreach (var row in tables.Read(Table, query, cancel))
        {
            yield return ToListed(row);
        }
    }

    private static RowKey KeyOf(Delivery delivery) => new(
        PartitionOf(delivery.Environment, delivery.Endpoint), Prefix + PlaceOf(delivery.CreatedAt, delivery.Id));

    private static RowKey TestKey(EnvironmentId environment, EndpointId endpoint, string delivery) =>
        new(PartitionOf(environment, endpoint), $"test|{delivery}");

    private static RowFields ToFields(Delivery delivery, DateTimeOffset updatedAt) => new()
    {
        { "wallet", delivery.Wallet.ToString() },
        { "state", delivery.State.ToString() },
        { "created_at", delivery.CreatedAt },
        { "updated_at", updatedAt },
    };

    private static ListedDelivery ToListed(Row row)
    {
        var complete = WalletId.TryParse(row.Fields.Text("wallet"), out var wallet)
            & Enum.TryParse<DeliveryState>(row.Fields.Text("state"), out var state);
        Invariant.Holds(complete, "a listed delivery names its wallet and state");
        return new ListedDelivery(
            row.Key.Row[(row.Key.Row.LastIndexOf('|') + 1)..],
            wallet,
            state,
            row.Fields.Instant("created_at"),
            row.Fields.Instant("updated_at"),
            row.Version);
    }
}
