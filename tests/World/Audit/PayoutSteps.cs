using System.Security.Cryptography;
using System.Text;
using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A bill is paid out only where its customer asked for it, at what is owed, one try after the other, and is done when
/// the customer has the money. What it may then order to be sent is what the world expects to be ordered.
/// </summary>
internal static class PayoutSteps
{
    private static readonly string[] Steps =
    [
        "PaymentDue>Processing", "PaymentDue>Void", "Processing>Paid", "Processing>Failed", "Failed>Processing",
    ];

    private static readonly string[] Ends = ["payout_fee_paid_msat", "payout_failure", "payout_failed_at"];

    /// <summary>What is wrong with a commit.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.Of("bill")
        .Where(change => change is { Before: not null, After: not null })
        .SelectMany(change => Step(moment, change.Before!, change.After!, [.. change.Changed]));

    /// <summary>The payment of a try: made from bill and number.</summary>
    public static Guid PaymentOf(string bill, long attempt) => new(
        SHA256.HashData(Encoding.UTF8.GetBytes($"bill-payout/{bill}/{attempt}")).AsSpan(0, 16), bigEndian: true);

    private static IEnumerable<string> Step(
        Moment moment, StoredRow before, StoredRow after, IReadOnlyList<string> changed)
    {
        var (id, was, now) = (after.Text("id"), before.Text("status"), after.Text("status"));
        if (was != now && !Steps.Contains($"{was}>{now}"))
        {
            yield return $"bill {id} goes {was}>{now}";
        }

        var frozen = changed.Where(name => name.StartsWith("payout_", StringComparison.Ordinal)).Except(Ends);
        if (before.Integer("payout_attempt") != after.Integer("payout_attempt"))
        {
            foreach (var problem in Begins(moment, before, after))
            {
                yield return problem;
            }
        }
        else if (frozen.Any())
        {
            yield return $"bill {id}: {string.Join(", ", frozen)} changed while it was paid out";
        }

        var end = EndOf(moment, after);
        if (now == "Failed" && was != now && end is not ("" or "Failed"))
        {
            yield return $"bill {id}: its payout failed, and its payment is {end}";
        }

        var settling = after.Text("settling");
        if (after.Integer("payout_attempt") > 0 && (settling == "Return" || now == "Paid")
            && BillSteps.NetMsat(after) > 0 && end is not ("Succeeded" or "Sent")
            && !(end.Length == 0 && settling != "Return" && before.Text("settling") == "Done"))
        {
            yield return $"bill {id} is paid out, and its payment is {end}";
        }
    }

    private static IEnumerable<string> Begins(Moment moment, StoredRow before, StoredRow after)
    {
        var (id, attempt) = (after.Text("id"), after.Integer("payout_attempt"));
        var owed = before.Text("status") == "Failed"
            ? before.Integer("settling_pool_msat")
            : BillSteps.NetMsat(after);
        var left = owed - after.Integer("payout_msat") - after.Integer("payout_fee_max_msat");
        var request = after.Text("payout_request");
        if (before.Text("status") is not ("PaymentDue" or "Failed") || after.Text("status") != "Processing"
            || attempt != before.Integer("payout_attempt") + 1
            || (before.Text("status") == "Failed" && EndOf(moment, before) is not ("" or "Failed")))
        {
            yield return $"bill {id}: try {attempt} begins, and it was {before.Text("status")}";
        }

        if (left < 0 || left >= 1_000 || (left > 0 && request.Length > 0))
        {
            yield return $"bill {id}: of the {owed} msat that are owed, try {attempt} leaves {left}";
        }

        if (!moment.World.Sends.Payouts.Asked.Exists(known => known.Bill.ToString() == id
            && (known.Asked.PaymentRequest ?? "") == request
            && (known.Asked.Address ?? "") == after.Text("payout_address")
            && (known.Asked.FeeMax is null || known.Asked.FeeMax.Value.Value == after.Integer("payout_fee_max_msat"))))
        {
            yield return $"bill {id}: nobody asked for try {attempt}";
        }

        Expect(moment.World, moment.Partition, after);
    }

    private static string EndOf(Moment moment, StoredRow bill)
    {
        var book = moment.World.Sends.Payouts.Books[moment.Partition].Wallet.ToString();
        var payment = PaymentOf(bill.Text("id"), bill.Integer("payout_attempt"));
        return (moment.Witness.Row("wallets", book, $"payment|{payment}")
            ?? moment.Witness.Row("wallets", book, $"chain-send|{payment}"))?.Text("state") ?? "";
    }

    private static void Expect(World world, string line, StoredRow bill)
    {
        var book = world.Sends.Payouts.Books[line];
        var id = new PaymentId(PaymentOf(bill.Text("id"), bill.Integer("payout_attempt")));
        var (amount, fee) = (new Msat(bill.Integer("payout_msat")), new Msat(bill.Integer("payout_fee_max_msat")));
        if (BitcoinAddress.TryParse(bill.Text("payout_address"), BitcoinNetwork.Regtest, out var address, out _))
        {
            world.ChainOrders.Sends.Add(
                new NewOnChainSend(id, book.Environment, book.Wallet, address, amount, fee));
            return;
        }

        world.Sends.Orders.Add(
            new NewPayment(id, book.Environment, book.Wallet, bill.Text("payout_request"), amount, fee));
    }
}
