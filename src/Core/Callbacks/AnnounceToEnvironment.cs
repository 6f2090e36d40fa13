using Fulgurite.Books;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Has the world told of something that is no wallet's: a line of credit's, or a bill's. Its deliveries are in a
/// partition of the wallets' table that is its subject's own, as those of tests are, so that they are attempted,
/// retried and reconciled as all others. It comes after the commit that it tells of: whoever repeats that change, or
/// the message that asked for it, repeats this too, and the event's id keeps it from being told twice.
/// </summary>
public sealed class AnnounceToEnvironment(Announce announce, ITableStore tables, AttentionIndex attention)
{
    /// <summary>What <see cref="News.Wallet"/> is of news about such a subject.</summary>
    /// <param name="environment">Whose endpoints are told.</param>
    /// <param name="subject">What it is about; unique in the environment, such as an id.</param>
    public static WalletId PartitionOf(EnvironmentId environment, string subject) =>
        new(EventIds.For("announcements", $"{environment}/{subject}"));

    /// <summary>
    /// Tells it, once for each event. Nothing where nobody wants it; else three storage transactions and a message for
    /// each endpoint, and two transactions where it was told before.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be told: repeat it with the same news.</exception>
    public async Task Execute(EnvironmentId environment, News news, CancellationToken cancel)
    {
        var planned = (await announce.To(environment, cancel)).Plan(news);
        if (planned.Count == 0)
        {
            return;
        }

        var looksAt = await attention.Mark(news.Wallet, news.At, cancel);
        var batch = new RowBatch([.. planned.SelectMany(DeliveryRows.Inserts)]);
        var outcome = await tables.Commit(WalletRows.Table, batch, cancel);
        switch (outcome.Status)
        {
            case CommitStatus.Committed:
                await attention.Renew(news.Wallet, looksAt, cancel);
                await announce.PublishOrLeave(planned, batch.Writes, outcome.Versions, cancel);
                return;
            case CommitStatus.AlreadyExists:
                return;
            case CommitStatus.Stale or CommitStatus.Unknown:
                break;
        }

        throw new StorageUnavailableException($"Event {news.Id} is not known to be told.");
    }
}
