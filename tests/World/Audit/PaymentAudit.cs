using Fulgurite.Lightning;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What was sent: holds, captures and releases agree with the payments, and the payments with what the node paid.
/// </summary>
internal static class PaymentAudit
{
    private static readonly TimeSpan EndKnownWithin = TimeSpan.FromMinutes(5);

    /// <summary>What must never be.</summary>
    public static IEnumerable<string> Inventions(World world, IReadOnlyList<StoredBook> books)
    {
        var successes = Successes(world);
        return books.SelectMany(Movements)
            .Concat(books.SelectMany(HoldingsAudit.Holds))
            .Concat(books.SelectMany(Marks))
            .Concat(Payments(books).SelectMany(payment => Contradictions(payment, successes)))
            .Concat(Unexplained(world, Payments(books)))
            .Concat(
                from payment in Payments(books)
                where payment.Text("state") == "Succeeded"
                group payment by payment.Text("payment_hash") into same
                where same.Count() > 1
                select $"{same.Key} is charged to {same.Count()} payments");
    }

    /// <summary>What must be done once the trouble is over.</summary>
    public static IEnumerable<string> Losses(World world, IReadOnlyList<StoredBook> books)
    {
        var inFlight = world.Payments.Tries.Where(made => made.State == NodePaymentState.InFlight)
            .Select(made => made.Hash.ToString()).ToHashSet();
        foreach (var payment in Payments(books).Where(p => p.Text("state") is "Initiated" or "InFlight"))
        {
            if (!inFlight.Contains(payment.Text("payment_hash")))
            {
                yield return $"payment {payment.Part(1)} is still {payment.Text("state")}";
            }
        }

        var (paid, fees) = (books.Sum(b => b.Head.Integer("balance_lightning_out_msat")),
            books.Sum(b => b.Head.Integer("balance_network_fees_msat")));
        var made = Successes(world).Values.ToList();
        var mined = books.SelectMany(book => book.Rows("chain-send")).Where(send => send.Text("state") == "Sent")
            .Sum(send => send.Integer("fee_msat"));
        var (sent, cost) = (made.Sum(s => s.AmountPaid.Value), made.Sum(s => s.FeePaid.Value) + mined);
        if (paid != sent || fees != cost)
        {
            yield return $"the books sent {paid} msat and {fees} msat of fees, the node {sent} and {cost}";
        }
    }

    /// <summary>
    /// In calm weather, ends that the node knew minutes ago and the books do not. A request that is open may keep a
    /// hold longer.
    /// </summary>
    public static IEnumerable<string> Overdue(World world, DateTimeOffset calmSince)
    {
        var late = world.Scheduler.Now - EndKnownWithin;
        foreach (var row in world.Shops.SelectMany(
            shop => world.Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Values))
        {
            if (row.Is("payment") && row.Text("state") == "InFlight" && calmSince < late
                && PaymentHash.TryParse(row.Text("payment_hash"), out var hash)
                && world.Payments.EndedAt(hash) is { } endedAt && endedAt < late
                && (world.Payments.Last(hash)!.State == NodePaymentState.Succeeded
                    || (row.Integer("requests_open") == 0 && row.Columns.GetValueOrDefault("is_known") is true)
                    || IsAnswered(world, row.Text("payment_hash"))))
            {
                yield return $"payment {row.Part(1)} ended at the node at {endedAt:O}, and the books do not know yet";
            }
        }
    }

    // One request was ever entered, and one try of ours was made: nothing is left that could still pay.
    private static bool IsAnswered(World world, string hash) => world.Payments.Entered.GetValueOrDefault(hash) == 1
        && world.Payments.TriesOfOurs.Count(made => made.Hash.ToString() == hash) == 1
        && world.Payments.Tries.Count(made => made.Hash.ToString() == hash) == 1;

    // One hold for each payment, and one end for each that is final; nothing else under these names.
    private static IEnumerable<string> Movements(StoredBook book)
    {
        var lines = book.Rows("journal")
            .Where(line => line.Text("movement").EndsWith("-send", StringComparison.Ordinal)
                || line.Text("movement") == "capture-internal")
            .ToLookup(line => line.Text("reference"), Say);
        var payments = book.Rows("payment").ToDictionary(payment => payment.Part(1));
        foreach (var reference in lines.Select(same => same.Key).Union(payments.Keys).Order(StringComparer.Ordinal))
        {
            var (said, expected) = (lines[reference].ToList(), Expected(payments.GetValueOrDefault(reference)));
            if (!said.SequenceEqual(expected))
            {
                yield return $"payment {reference}: the journal says {string.Join(" then ", said)}, "
                    + $"not {string.Join(" then ", expected)}";
            }
        }
    }

    /// <summary>The journal lines of a payment, first to last.</summary>
    public static IReadOnlyList<string> Expected(StoredRow? payment)
    {
        if (payment is null)
        {
            return [];
        }

        var (amount, feeMax) = (payment.Integer("amount_msat"), payment.Integer("fee_max_msat"));
        var (processing, fee) = (ProcessingFees.Of(payment), payment.Integer("fee_paid_msat"));
        var held = amount + feeMax + processing;
        var hold = $"hold-send available>held:{held}";
        var isInternal = InternalSteps.IsInternal(payment);
        var (capture, sent) = isInternal ? ("capture-internal", "internal") : ("capture-send", "lightning-out");
        string[] parts =
        [
            $"held>{sent}:{amount}",
            .. fee > 0 ? [$"held>network-fees:{fee}"] : Array.Empty<string>(),
            .. processing > 0 ? [$"held>processing-fees:{processing}"] : Array.Empty<string>(),
            .. feeMax > fee ? [$"held>available:{feeMax - fee}"] : Array.Empty<string>(),
        ];
        return payment.Text("state") switch
        {
            "Succeeded" => [hold, $"{capture} {string.Join(';', parts)}"],
            "Failed" when payment.Text("failure") == "NotCovered" => [],
            "Failed" => [hold, $"release-send held>available:{held}"],
            _ => [hold],
        };
    }

    private static IEnumerable<string> Marks(StoredBook book)
    {
        var open = book.Rows("payment").Where(p => p.Text("state") is "Initiated" or "InFlight").ToList();
        var marked = book.Rows("sending").Select(row => row.Part(1)).ToHashSet();
        marked.SymmetricExceptWith(open.Select(p => p.Part(1)));
        foreach (var payment in marked)
        {
            yield return $"wallet {book.Wallet}: row sending|{payment} is missing or should not be";
        }
    }

    private static IEnumerable<string> Contradictions(
        StoredRow payment, IReadOnlyDictionary<string, NodePayment> successes)
    {
        var success = successes.GetValueOrDefault(payment.Text("payment_hash"));
        if (payment.Text("state") == "Succeeded" && !InternalSteps.IsInternal(payment)
            && (success?.AmountPaid.Value != payment.Integer("amount_msat")
                || success.FeePaid.Value != payment.Integer("fee_paid_msat")))
        {
            yield return $"payment {payment.Part(1)} succeeded otherwise than at the node";
        }
    }

    // Whatever the node paid, or may still pay, is covered by a payment of ours that did not fail.
    private static IEnumerable<string> Unexplained(World world, IReadOnlyList<StoredRow> payments)
    {
        var covered = payments.Where(p => p.Text("state") is "InFlight" or "Succeeded")
            .Select(p => p.Text("payment_hash")).ToHashSet();
        return from made in world.Payments.TriesOfOurs
               where made.State != NodePaymentState.Failed && !covered.Contains(made.Hash.ToString())
               select $"the node {made.State} {made.Hash} by try {made.Index}, and no payment of ours covers it";
    }

    /// <summary>A journal line in a word and its transfers.</summary>
    public static string Say(StoredRow line) => $"{line.Text("movement")} {line.Text("transfers")}";

    private static IReadOnlyList<StoredRow> Payments(IReadOnlyList<StoredBook> books) =>
        [.. books.SelectMany(book => book.Rows("payment"))];

    private static Dictionary<string, NodePayment> Successes(World world) => world.Payments.TriesOfOurs
        .Where(made => made.State == NodePaymentState.Succeeded).ToDictionary(made => made.Hash.ToString());
}
