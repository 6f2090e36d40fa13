using System.Security.Cryptography;
using System.Text;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.OnChain;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A bill follows the one before it, and comes to what its items come to. What it may then ask its customer for is
/// what the world expects to be asked.
/// </summary>
internal static class BillSteps
{
    private static readonly TimeSpan Payable = TimeSpan.FromDays(365);

    private static readonly string[] Summed =
    [
        "sent_count", "sent_msat", "sent_fees_msat", "received_count", "received_msat", "received_fees_msat",
        "network_fees_msat", "carried_msat",
    ];

    private static readonly string[] Decided =
    [
        .. Summed, "id", "organization", "environment", "asset", "end", "wallets", "service_fee_msat",
        "fees_carried_msat", "sent_volume_fees_msat", "received_volume_fees_msat", "due_at", "created_at",
    ];

    /// <summary>What is wrong with a commit.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.New("bill").SelectMany(b => New(moment, b))
        .Concat(
            from change in moment.Of("bill")
            where change is { Before: not null, After: not null }
            from column in change.Changed.Intersect(Decided)
            select $"bill {change.Either.Text("id")}: {column} changed")
        .Concat(
            from change in moment.Of("item")
            where change.Before is not null
            select $"item {change.Either.Key} changed");

    /// <summary>What a wallet's payments changed in it, by an item or by a bill's sums.</summary>
    public static long OwnMsat(StoredRow row) =>
        row.Integer("received_msat") - row.Integer("received_fees_msat")
        - row.Integer("sent_msat") - row.Integer("sent_fees_msat") - row.Integer("network_fees_msat");

    /// <summary>Every fee that a bill adds.</summary>
    public static long FeesMsat(StoredRow bill) =>
        bill.Integer("sent_volume_fees_msat") + bill.Integer("received_volume_fees_msat")
        + bill.Integer("service_fee_msat") + bill.Integer("fees_carried_msat");

    /// <summary>What a bill comes to: below zero, the customer owes it.</summary>
    public static long NetMsat(StoredRow bill) => OwnMsat(bill) + bill.Integer("carried_msat") - FeesMsat(bill);

    private static IEnumerable<string> New(Moment moment, StoredRow bill)
    {
        var (world, id) = (moment.World, bill.Text("id"));
        var known = moment.Witness.Partition("bills", moment.Partition);
        var items = known.Values.Concat(moment.New("item")).DistinctBy(row => row.Key)
            .Where(row => row.Is("item") && row.Part(1) == bill.Part(1)).ToList();
        foreach (var column in Summed.Where(column => items.Sum(item => item.Integer(column)) != bill.Integer(column)))
        {
            yield return $"bill {id}: its items do not come to its {column}";
        }

        foreach (var side in new[] { "sent", "received" })
        {
            var points = bill.Integer($"{side}_fee_basis_points");
            if (items.Exists(item =>
                    item.Integer($"{side}_volume_fee_msat") != item.Integer($"{side}_msat") * points / 10_000)
                || items.Sum(item => item.Integer($"{side}_volume_fee_msat"))
                    != bill.Integer($"{side}_volume_fees_msat"))
            {
                yield return $"bill {id}: the fees on what was {side} are not {points} basis points of it";
            }
        }

        var before = known.Values.Where(row => row.Is("bill") && row.Key != bill.Key).MaxBy(row => row.Number(1));
        if (before is not null && before.Instant("end").UtcTicks != bill.Number(1))
        {
            yield return $"bill {id} does not begin where the one before it ended";
        }

        var net = NetMsat(bill);
        world.Tally.Count(net < 0 ? "bills: owed" : "bills: not owed");
        if (net < 0)
        {
            Expect(world, moment.Partition, bill, -net);
        }
    }

    // Whole satoshis, rounded up: by either way, under the bill's id; or by Lightning alone, under one made from it.
    private static void Expect(World world, string line, StoredRow bill, long dueMsat)
    {
        var book = world.Books[line];
        var start = new DateTime(bill.Number(1), DateTimeKind.Utc);
        var about = $"Bill {start:yyyy-MM-dd} to {bill.Instant("end"):yyyy-MM-dd}";
        var (id, amount) = (bill.Text("id"), Msat.FromSats((dueMsat + 999) / 1_000));
        if (world.Chain.IsThere)
        {
            world.Requests.Asked.Add(new NewChainRequest(
                book.Environment,
                book.Wallet,
                new InvoiceId(Guid.Parse(id)),
                PaymentKind.Bip21,
                amount,
                about,
                Payable));
            return;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"bill-invoice/{id}"));
        var single = new InvoiceId(new Guid(hash.AsSpan(0, 16), bigEndian: true));
        world.Orders.Add(
            new NewInvoice(book.Environment, book.Wallet, amount, about, Payable, null, null, single)
            {
                TakesDepositFee = false,
            });
    }
}
