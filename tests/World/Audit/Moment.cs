using Fulgurite.Invoices;

namespace Fulgurite.Worlds.Audit;

/// <summary>One commit, at its instant.</summary>
/// <param name="World">Where.</param>
/// <param name="Table">In which table.</param>
/// <param name="Partition">In which partition.</param>
/// <param name="Changes">What it did.</param>
internal sealed record Moment(World World, string Table, string Partition, IReadOnlyList<RowChange> Changes)
{
    /// <summary>Every row that was ever stored, as the witness saw it.</summary>
    public Witness Witness => World.Tables.Witness;

    /// <summary>The instant.</summary>
    public DateTimeOffset Now => World.Scheduler.Now;

    /// <summary>The new rows of a kind.</summary>
    public IReadOnlyList<StoredRow> New(string kind) =>
        [.. Changes.Where(change => change.IsNew && change.Kind == kind).Select(change => change.After!)];

    /// <summary>The changes to rows of a kind; not what was written again as it was.</summary>
    public IEnumerable<RowChange> Of(string kind) => Changes.Where(change => change.Kind == kind && change.IsNews);

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
}
