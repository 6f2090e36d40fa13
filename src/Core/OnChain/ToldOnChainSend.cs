using Fulgurite.Books;
using Fulgurite.Callbacks;

namespace Fulgurite.OnChain;

/// <summary>Who is told of a send that ends, planned with the change that ends it. For one command.</summary>
internal sealed class ToldOnChainSend(Announce announce, Audience audience)
{
    private IReadOnlyList<Delivery> planned = [];

    /// <summary>A change, with the deliveries that tell of the send as it is after; planned anew each time.</summary>
    public BookChange With(BookChange change, OnChainSend send, DateTimeOffset now)
    {
        planned = send.IsFinal ? audience.Plan(OnChainSendNews.Of(send, now)) : [];
        return change with
        {
            Writes = [.. change.Writes, .. planned.SelectMany(DeliveryRows.Inserts)],
            AttentionAt = planned.Count > 0 ? now : change.AttentionAt,
        };
    }

    /// <summary>Orders the first attempts, once the change is committed.</summary>
    public Task Publish(BookResult.Applied applied, CancellationToken cancel) =>
        announce.PublishOrLeave(planned, applied.Change.Writes, applied.Versions, cancel);
}
