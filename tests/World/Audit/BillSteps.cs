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

        foreach (var problem in Terms(moment, bill, before).Concat(TakenOver(moment, bill, before, items)))
        {
            yield return $"bill {id}: {problem}";
        }

        var net = NetMsat(bill);
        world.Tally.Count(net < 0 ? "bills: owed" : "bills: not owed");
        if (net < 0)
        {
            Expect(world, moment.Partition, bill, -net);
        }
    }

    // What its line was made for: the cycle, the month's fees, and the days in which it is to be paid.
    private static IEnumerable<string> Terms(Moment moment, StoredRow bill, StoredRow? before)
    {
        var line = moment.Witness.Row("lines", moment.Partition, "line")!;
        var (start, end) = (new DateTimeOffset(bill.Number(1), TimeSpan.Zero), bill.Instant("end"));
        var (schedule, made) = (line.Text("schedule"), line.Instant("created_at"));
        if (Calendar.StartOf(schedule, start).Ticks != start.UtcTicks
            || Calendar.EndOf(schedule, start).Ticks != end.UtcTicks
            || (before is null && Calendar.StartOf(schedule, made).Ticks != start.UtcTicks))
        {
            yield return $"{start:O} to {end:O} is no cycle of a line that is billed {schedule}, made at {made:O}";
        }

        if (moment.Now < end)
        {
            yield return "it was made before its cycle was over";
        }

        var firsts = Calendar.Firsts(made > start ? made : start, end);
        if (bill.Integer("service_fee_msat") != firsts * line.Integer("service_fee_msat"))
        {
            yield return $"{bill.Integer("service_fee_msat")} msat are asked for {firsts} months";
        }

        if (bill.Instant("due_at") != end.AddDays(line.Integer("payment_term_days")))
        {
            yield return $"it is due at {bill.Instant("due_at"):O}";
        }
    }

    // What was owed to the customer in the bill before, where nobody has asked for it, and nothing else.
    private static IEnumerable<string> TakenOver(
        Moment moment, StoredRow bill, StoredRow? before, IReadOnlyList<StoredRow> items)
    {
        var (isTaken, was) = (before?.Text("status") == "Void", before is null ? 0 : NetMsat(before));
        if (isTaken ? was < 0 : was > 0 && before!.Text("status") == "PaymentDue")
        {
            yield return $"the bill before comes to {was} msat, and is {before!.Text("status")}";
        }

        if (bill.Integer("fees_carried_msat") != (isTaken ? FeesMsat(before!) : 0))
        {
            yield return "it takes over other fees than the bill before had";
        }

        var kept = moment.Witness.Partition("bills", moment.Partition);
        foreach (var item in items)
        {
            var left = isTaken ? kept.GetValueOrDefault($"item|{before!.Part(1)}|{item.Part(2)}") : null;
            if (item.Integer("carried_msat") != (left is null ? 0 : OwnMsat(left) + left.Integer("carried_msat")))
            {
                yield return $"wallet {item.Part(2)} takes over {item.Integer("carried_msat")} msat";
            }
        }

        if (isTaken && bill.Integer("carried_msat") != OwnMsat(before!) + before!.Integer("carried_msat"))
        {
            yield return "some wallet's part of the bill before is in no bill";
        }
    }

    // Whole satoshis, rounded up: by either way, under the bill's id; or by Lightning alone, under one made from it,
    // where there is no wallet on the chain, or the node does not let us use it.
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
        }

        if (world.Chain.IsThere && !world.Chain.WasRefused)
        {
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
