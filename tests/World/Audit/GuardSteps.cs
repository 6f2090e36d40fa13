namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Nothing that two may write is written blind: a row is inserted as one that is not there yet, and replaced, changed
/// or deleted at the version that was read. Without that the later of two writers undoes the other, even where a second
/// guard in the same commit happens to keep them apart today.
/// </summary>
internal static class GuardSteps
{
    // A mark goes with the row that it finds: whoever takes that row further does so at its version.
    private static readonly Dictionary<string, string> OwnerOfMark = new()
    {
        ["open"] = "invoice",
        ["due"] = "delivery",
        ["sending"] = "payment",
        ["chain-sending"] = "chain-send",
        ["chain-open"] = "chain-request",
    };

    /// <summary>What was written blind.</summary>
    public static IEnumerable<string> Problems(Moment moment) =>
        from change in moment.Changes
        where !change.IsGuarded && change.IsNews && !MayBeBlind(moment, change)
        select $"{moment.Table}/{moment.Partition}: {change.Either.Key} was "
            + (change.After is null ? "deleted" : "written")
            + ", whatever anybody else had made of it meanwhile";

    // Decided row kind by row kind; of every kind that is not named, two may write.
    private static bool MayBeBlind(Moment moment, RowChange change) => moment.Table switch
    {
        // The hash comes from a secret and the invoice's id: everybody writes the same.
        "hashes" => change.Kind == "invoice",

        // A mark says nothing but that it is there, and goes after its work; the cursor repeats work when it goes back,
        // and AttentionSteps sees to it that it passes nothing by.
        "attention" => true,

        // A look too many is no harm, and a row of these says nothing but that it is there.
        "duelines" or "billindex" => true,

        // The mark of a bill that is not final goes with the bill.
        "bills" => change is { After: null, Kind: "open" } && moment.Of("bill").Any(bill => bill.IsGuarded),

        // Settings of an operator: the last word counts.
        "registry" => true,
        // A list says of a delivery that it is not done until that is so, and its wallet's row says when it is.
        "deliveries" => change.After?.Text("state") == "Pending",
        "wallets" => change.After is null && OwnerOfMark.TryGetValue(change.Kind, out var owner)
            && moment.Of(owner).Any(row => row.IsGuarded && change.Either.Key.EndsWith(row.Either.Part(1), Ordinal)),
        _ => false,
    };

    private const StringComparison Ordinal = StringComparison.Ordinal;
}
