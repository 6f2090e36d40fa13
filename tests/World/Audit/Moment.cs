using Fulgurite.Invoices;

namespace Fulgurite.Worlds.Audit;

/// <summary>One commit, at its instant.</summary>
/// <param name="World">Where.</param>
/// <param name="Table">In which table.</param>
/// <param name="Partition">In which partition.</param>
/// <param name="Changes">What it did.</param>
internal sealed record Moment(World World, string Table, string Partition, IReadOnlyList<RowChange> Changes)
{
    // Most commits hold few of the kinds that are asked for.
    private readonly Dictionary<string, List<RowChange>> kinds = KindsOf(Changes);

    /// <summary>Every row that was ever stored, as the witness saw it.</summary>
    public Witness Witness => World.Tables.Witness;

    /// <summary>The instant.</summary>
    public DateTimeOffset Now => World.Scheduler.Now;

    /// <summary>The new rows of a kind.</summary>
    public IReadOnlyList<StoredRow> New(string kind) =>
        kinds.TryGetValue(kind, out var changes)
            ? [.. changes.Where(change => change.IsNew).Select(change => change.After!)]
            : [];

    /// <summary>The changes to rows of a kind; not what was written again as it was.</summary>
    public IEnumerable<RowChange> Of(string kind) =>
        kinds.TryGetValue(kind, out var changes) ? changes.Where(change => change.IsNews) : [];

    /// <summary>
    /// What a merchant asked for that became an invoice: found by its id, or by the reference where the product chose
    /// the id. Null when nobody asked.
    /// </summary>
    public NewInvoice? OrderOf(string invoice)
    {
        var reference = Witness.Row("wallets", Partition, $"invoice|{invoice}")?.Text("merchant_reference");
        return World.Orders.Find(order => order.Id.ToString() == invoice)
            ?? World.Requests.PartOf(invoice)
            ?? World.Orders.Find(order => order.MerchantReference == reference);
    }

    private static Dictionary<string, List<RowChange>> KindsOf(IReadOnlyList<RowChange> changes)
    {
        var kinds = new Dictionary<string, List<RowChange>>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (!kinds.TryGetValue(change.Kind, out var same))
            {
                kinds.Add(change.Kind, same = []);
            }

            same.Add(change);
        }

        return kinds;
    }
}
