using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>The relay's cursor moves forward only, and over nothing that the bus was not given.</summary>
internal static class CursorSteps
{
    // So many blocks below the chain's cursor are looked at again.
    private const int MarginBlocks = 144;

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(Moment moment) =>
        moment.Partition == "chain" ? OfChain(moment) : OfRelay(moment);

    private static IEnumerable<string> OfChain(Moment moment)
    {
        var (before, after) = (
            moment.Changes[0].Before?.Integer("height") ?? 0, moment.Changes[0].After?.Integer("height") ?? 0);
        if (after < before || after > moment.World.Chain.HighestEver)
        {
            yield return $"the chain's cursor goes from {before} to {after}, and there were never more than "
                + $"{moment.World.Chain.HighestEver} blocks";
        }

        foreach (var output in ChainAudit.NotBooked(moment.World)
            .Where(output => output.Paid.Height <= after - MarginBlocks))
        {
            yield return $"the chain's cursor at {after} passes {output.Paid.Signed.Id}:{output.Index} by, "
                + "which is in no book";
        }
    }

    private static IEnumerable<string> OfRelay(Moment moment)
    {
        foreach (var change in moment.Changes)
        {
            var (before, after) = (Index(change.Before), Index(change.After));
            if (after < before)
            {
                yield return $"the relay's cursor goes back from {before} to {after}";
            }

            if (after > moment.World.Node.HighestIndex)
            {
                yield return $"the relay's cursor is at {after}, and the node has settled up to "
                    + $"{moment.World.Node.HighestIndex}";
            }

            foreach (var settled in moment.World.Node.Settled
                .Where(invoice => invoice.SettleIndex <= after && invoice.SettleIndex > before))
            {
                if (!moment.World.Bus.Heard(settled.Hash.ToString()))
                {
                    yield return $"the relay's cursor passes {settled.Hash} by, which the bus was never given";
                }
            }
        }
    }

    private static ulong Index(StoredRow? row) =>
        row is null ? 0 : ulong.Parse(row.Text("settle_index"), CultureInfo.InvariantCulture);
}
