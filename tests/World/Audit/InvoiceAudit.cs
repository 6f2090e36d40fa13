namespace Fulgurite.Worlds.Audit;

/// <summary>Invoices whose time is over and which nobody takes to their end.</summary>
internal static class InvoiceAudit
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// In calm weather, invoices still open minutes after their time, of which the node holds no HTLC.
    /// </summary>
    public static IEnumerable<string> Overdue(World world, DateTimeOffset calmSince)
    {
        var late = world.Scheduler.Now - EndWithin;
        return from shop in world.Shops
               where calmSince < late
               from row in world.Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Values
               where row.Is("invoice") && row.Text("state") == "Open" && row.Instant("expires_at") < late
               let atNode = world.Node.Ever(row.Text("payment_hash"))
               where atNode is not { IsHeld: true } && !(atNode?.SettledAt > late) && !(atNode?.CanceledAt > late)
               select $"invoice {row.Part(1)} is still open in calm weather, and its time was over at "
                   + $"{row.Instant("expires_at"):O}";
    }
}
