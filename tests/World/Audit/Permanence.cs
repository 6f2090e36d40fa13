namespace Fulgurite.Worlds.Audit;

/// <summary>What is written for ever is written for ever.</summary>
internal static class Permanence
{
    private static readonly string[] AppendOnly =
        ["journal", "event", "once", "attempt", "serial", "reference", "list", "ended", "chain-address", "cycle"];

    private static readonly string[] NeverDeleted =
        ["head", "head-profile", "invoice", "delivery", "payment", "receipt", "chain-send", "chain-request"];

    /// <summary>Rows that were changed or deleted and must not be.</summary>
    public static IEnumerable<string> Problems(Moment moment)
    {
        foreach (var change in moment.Changes.Where(change => change.Before is not null))
        {
            var isTouched = change.After is null || change.Changed.Any();
            if (AppendOnly.Contains(change.Kind) && isTouched)
            {
                yield return $"wallet {moment.Partition}: {change.Either.Key} was changed after it was written";
            }

            if (NeverDeleted.Contains(change.Kind) && change.After is null)
            {
                yield return $"wallet {moment.Partition}: {change.Either.Key} was deleted";
            }
        }
    }
}
