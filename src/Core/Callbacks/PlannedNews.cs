using Fulgurite.Books;

namespace Fulgurite.Callbacks;

/// <summary>Who is told of a change, planned with it and ordered once it is committed. For one command.</summary>
internal sealed class PlannedNews(Announce announce, Audience audience)
{
    private IReadOnlyList<Delivery> planned = [];

    /// <summary>
    /// A change, with the deliveries that tell of it; none where there is no news. Planned anew each time that the
    /// command is decided.
    /// </summary>
    public BookChange With(BookChange change, News? news, DateTimeOffset now)
    {
        planned = news is null ? [] : audience.Plan(news);
        return change with
        {
            Writes = [.. change.Writes, .. planned.SelectMany(DeliveryRows.Inserts)],
            AttentionAt = planned.Count > 0 ? now : change.AttentionAt,
        };
    }

    /// <summary>Orders the first attempts, once the change is committed; what the bus does not take waits.</summary>
    public Task Publish(BookResult.Applied applied, CancellationToken cancel) =>
        announce.PublishOrLeave(planned, applied.Change.Writes, applied.Versions, cancel);
}
