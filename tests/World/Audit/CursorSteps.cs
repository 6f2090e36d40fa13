using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>The relay's cursor moves forward only, and over nothing that the bus was not given.</summary>
internal static class CursorSteps
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(Moment moment)
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
