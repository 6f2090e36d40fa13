using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Simulation;

/// <summary>Counts how things ended in a world: proof that every end is met.</summary>
internal static class Ends
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly string[] Marks = ["open", "chain-open", "sending", "chain-sending"];

    /// <summary>Whether a wallet still holds the mark of something that has not ended.</summary>
    public static bool IsAnyOpen(World world) => Shops(world).Any(shop => world.Tables.Witness
        .Partition("wallets", shop.Wallet.ToString()).Values.Any(row => Array.Exists(Marks, row.Is)));

    /// <summary>Counts into the world's tally.</summary>
    public static void Count(World world)
    {
        foreach (var bill in world.Books.Keys.SelectMany(line => world.Tables.Witness.Partition("bills", line).Values))
        {
            world.Tally.Count(bill.Is("bill") ? $"bills: {bill.Text("status")}" : "bills: other rows");
        }

        foreach (var row in Shops(world).SelectMany(
            shop => world.Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Values))
        {
            if (Of(row) is { } end)
            {
                world.Tally.Count(end);
            }
        }
    }

    // What a bill asks for is open for a year, in the operator's book.
    private static IEnumerable<Shop> Shops(World world) => world.Shops.Except(world.Books.Values);

    private static string? Of(StoredRow row) => (row.Part(0), row.Text("state"), row.Text("movement")) switch
    {
        ("invoice", "Expired", _) => "books: expired",
        ("delivery", "Exhausted", _) => "books: exhausted callbacks",
        ("journal", _, "receive-unattributed") => "books: suspense",
        ("journal", _, _) => "books: journal lines",
        ("payment", "Succeeded", _) when row.Text("payee_invoice").Length > 0 => "payments: paid within the ledger",
        ("payment", "Failed", _) when row.Text("payee_invoice").Length > 0 =>
            $"payments: failed within the ledger, {row.Text("failure")}",
        ("payment", "Succeeded", _) => "payments: succeeded",
        ("payment", "Failed", _) when row.Instant("ended_at") > row.Instant("expires_at") + Long =>
            $"payments: failed, {row.Text("failure")}, and held until no request could arrive",
        ("payment", "Failed", _) => $"payments: failed, {row.Text("failure")}",
        ("receipt", var state, _) => $"receipts: {state}",
        ("chain-request", "Open", _) => "requests: Open, with a receipt that no block takes",
        ("chain-request", var state, _) when row.Integer("paid_onchain_msat") > 0
            && row.Integer("paid_lightning_msat") > 0 => $"requests: {state}, paid by both ways",
        ("chain-request", var state, _) => $"requests: {row.Text("kind")} {state}",
        ("chain-send", "Failed", _) => $"chain sends: failed, {row.Text("failure")}",
        ("chain-send", var state, _) => $"chain sends: {state}",
        _ => null,
    };
}
