using System.Collections.Concurrent;
using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Books;

/// <summary>
/// Which wallets Reconcile must look at, and in which minute: written before the commit that may leave work behind, so
/// that a crash right after it is noticed without scanning all wallets. Table <c>attention</c>: partition = the minute
/// (<c>yyyyMMddHHmm</c> UTC), row = wallet id. A busy wallet costs one row a minute, whatever it does in it.
/// </summary>
public sealed class AttentionIndex(ITableStore tables, TimeProvider clock)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("attention");

    /// <summary>What fell due less than this ago is surely still on its way: Reconcile leaves it alone.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const string MinuteFormat = "yyyyMMddHHmm";

    /// <summary>Marks remembered, so that they are not written again; forgetting costs a write, never a miss.</summary>
    private const int RememberedMax = 10_000;

    /// <summary>
    /// A mark is trusted only while its minute is at least this far off: the mark's own write and the commit that it
    /// announces hardly ever take as long together, the service's late application of it included. Where they do,
    /// <see cref="BookKeeper.Fence"/> and <see cref="Renew"/> see to it that nothing is lost.
    /// </summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<(WalletId Wallet, string Minute), bool> remembered = new();

    /// <summary>The minute that an instant falls into, as a partition key.</summary>
    public static string MinuteOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);

    /// <summary>The beginning of a minute.</summary>
    public static DateTimeOffset StartOf(string minute) => DateTimeOffset.ParseExact(
        minute, MinuteFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>
    /// Makes Reconcile look at the wallet in the first minute that begins <see cref="Grace"/> after
    /// <paramref name="at"/>, or one that begins 90 to 150 seconds from now if that is later. Returns when it begins,
    /// which is still to come. Idempotent. No storage transaction when this process marked it before, else one.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not marked: do not commit.</exception>
    public async Task<DateTimeOffset> Mark(WalletId wallet, DateTimeOffset at, CancellationToken cancel)
    {
        while (true)
        {
            var looksAt = LooksAt(at);
            var minute = MinuteOf(looksAt);
            if (!remembered.ContainsKey((wallet, minute)))
            {
                await Store(wallet, minute, cancel);
            }

            // A process may be frozen for longer than any lead: where the minute has come meanwhile, the mark may lie
            // behind Reconcile, where nobody looks.
            if (clock.GetUtcNow() + Grace < looksAt)
            {
                return looksAt;
            }
        }
    }

    /// <summary>
    /// After a commit that no head guards: where it took so long that Reconcile may have looked before it, the wallet
    /// is marked again. At most one storage transaction, hardly ever.
    /// </summary>
    /// <param name="wallet">Whose.</param>
    /// <param name="looksAt">What <see cref="Mark"/> returned before the commit.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">Not marked: do not tell anybody of the commit.</exception>
    public Task Renew(WalletId wallet, DateTimeOffset looksAt, CancellationToken cancel) =>
        clock.GetUtcNow() + Grace < looksAt ? Task.CompletedTask : Mark(wallet, clock.GetUtcNow(), cancel);

    // Within its grace Reconcile would take the work for done, and the mark would be gone.
    private DateTimeOffset LooksAt(DateTimeOffset at)
    {
        var (noticed, earliest) = (at + Grace, clock.GetUtcNow() + Lead);
        var next = (noticed > earliest ? noticed : earliest) + TimeSpan.FromMinutes(1);
        return new DateTimeOffset(next.UtcTicks - (next.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }

    private async Task Store(WalletId wallet, string minute, CancellationToken cancel)
    {
        var key = new RowKey(minute, wallet.ToString());
        var outcome = await tables.Commit(Table, new RowBatch([RowWrite.Put(key, [])]), cancel);
        if (outcome.Status != CommitStatus.Committed)
        {
            throw new StorageUnavailableException("The attention index did not take a mark.");
        }

        if (remembered.Count >= RememberedMax)
        {
            remembered.Clear();
        }

        remembered[(wallet, minute)] = true;
    }
}
