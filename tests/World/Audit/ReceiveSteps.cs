using System.Globalization;
using Fulgurite.Listings;
using Fulgurite.Worlds.Blocks;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A request on chain is what its merchant asked for, adds up what is booked beside it in the same commit, is completed
/// by the commit that reaches what was asked and by no other, and ends once.
/// </summary>
internal static class ReceiveSteps
{
    private static readonly string[] MayChange =
    [
        "state", "ended_at", "updated_at", "paid_onchain_msat", "paid_lightning_msat", "pending",
        "paid_by_environment", "paid_by_wallet", "paid_by_payment",
    ];

    // What was seen in time is waited for so long.
    private static readonly TimeSpan PatienceMax = TimeSpan.FromDays(14);

    // Nodes tell whole seconds.
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(1);

    /// <summary>Whether an invoice is only another way to pay a request.</summary>
    public static bool IsPart(StoredRow invoice) => invoice.Columns.GetValueOrDefault("is_part_of_request") is true;

    /// <summary>What was credited to a request, msat.</summary>
    public static long PaidMsat(StoredRow request) =>
        request.Integer("paid_onchain_msat") + request.Integer("paid_lightning_msat");

    /// <summary>Whether that is what was asked; anything is, where nothing was named.</summary>
    public static bool IsPaid(StoredRow request) => PaidMsat(request) >= Math.Max(1, request.Integer("amount_msat"));

    /// <summary>The key of the row by which an open request waits for its end.</summary>
    public static string OpenKey(StoredRow request) => string.Create(
        CultureInfo.InvariantCulture,
        $"chain-open|{request.Instant("expires_at").UtcTicks:D19}|{request.Part(1)}");

    /// <summary>
    /// Whether a request expects what was seen at an instant; null where none is stored as the commit begins.
    /// </summary>
    public static bool? Expects(Moment moment, string request, DateTimeOffset seenAt)
    {
        var change = moment.Changes.FirstOrDefault(
            change => change.Kind == "chain-request" && change.Either.Part(1) == request);
        var stored = change is null
            ? moment.Witness.Row("wallets", moment.Partition, $"chain-request|{request}")
            : change.Before;
        return stored is null
            ? null
            : seenAt < stored.Instant("expires_at")
                && (stored.Text("state") != "Canceled" || seenAt < stored.Instant("ended_at"));
    }

    /// <summary>The change that completes a request, by a receipt or by its invoice; null for none.</summary>
    public static RowChange? Completing(Moment moment, string request, bool isByReceipt) =>
        moment.Of("chain-request").FirstOrDefault(change => change.Either.Part(1) == request
            && change.Before?.Text("state") == "Open" && change.After?.Text("state") == "Completed"
            && change.Changed.Contains(isByReceipt ? "paid_onchain_msat" : "paid_lightning_msat"));

    /// <summary>What is wrong with a commit in a wallet.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.Of("chain-request")
        .SelectMany(change => change switch
        {
            { Before: null } => Beginning(moment, change.After!),
            { After: null } => [],
            _ => Step(change.Before, change.After, change.Changed)
                .Concat(End(moment, change.Before, change.After)),
        })
        .Concat(moment.Of("chain-request").SelectMany(change => Marked(moment, change.Either)))
        .Concat(Sums(moment))
        .Concat(Told(moment));

    private static IEnumerable<string> Beginning(Moment moment, StoredRow request)
    {
        var id = request.Part(1);
        var asked = moment.World.Requests.Asked.Find(known => known.Id.ToString() == id);
        if (asked?.Wallet.ToString() != moment.Partition
            || asked.Environment.ToString() != request.Text("environment")
            || asked.Kind.ToString() != request.Text("kind")
            || (asked.Amount?.Value ?? 0) != request.Integer("amount_msat")
            || asked.Description != request.Text("description")
            || (long)asked.Expiry.TotalSeconds != request.Integer("expiry_seconds"))
        {
            yield return $"request {id} is not what was asked for";
            yield break;
        }

        var part = moment.New("invoice").FirstOrDefault(invoice => invoice.Part(1) == id);
        var ends = part?.Instant("expires_at") ?? request.Instant("created_at") + asked.Expiry;
        if ((part is not null) != (asked.Kind == PaymentKind.Bip21) || request.Instant("expires_at") != ends
            || part?.Text("payment_request") != (part is null ? null : request.Text("payment_request")))
        {
            yield return $"request {id} can be paid otherwise than by the ways that were asked for, until {ends:O}";
        }

        var address = request.Text("address");
        var owner = moment.Witness.Row("addresses", address, "receive");
        var known = moment.Witness.Row("wallets", moment.Partition, $"chain-address|{id}");
        if (known?.Text("address") != address || owner?.Text("receive") != id
            || owner.Text("wallet") != moment.Partition || owner.Integer("fee_basis_points") != 0)
        {
            yield return $"request {id} is stored, and its address does not lead to it";
        }

        if (request.Text("state") != "Open" || request.Columns.ContainsKey("ended_at"))
        {
            yield return $"request {id} begins as {request.Text("state")}";
        }
    }

    private static IEnumerable<string> Step(StoredRow before, StoredRow after, IEnumerable<string> changed)
    {
        var (id, was, state) = (after.Part(1), before.Text("state"), after.Text("state"));
        if (changed.Except(MayChange).Any())
        {
            yield return $"request {id}: {string.Join(", ", changed.Except(MayChange))} changed";
        }

        if (was != "Open" && (was != state || before.Instant("ended_at") != after.Instant("ended_at")))
        {
            yield return $"request {id} was {was} already and became {state}";
        }

        if (was == "Open" && (state == "Completed") != IsPaid(after))
        {
            yield return $"request {id} is {state}, asks for {after.Integer("amount_msat")} msat, "
                + $"and was paid {PaidMsat(after)} msat";
        }

        if ((state == "Open") == after.Columns.ContainsKey("ended_at"))
        {
            yield return $"request {id} is {state}, and ended at {after.Instant("ended_at"):O}";
        }
    }

    // Unpaid: nothing is under way that could still pay it, and for its time, it was looked for after that.
    private static IEnumerable<string> End(Moment moment, StoredRow before, StoredRow after)
    {
        var (id, state, ends) = (after.Part(1), after.Text("state"), after.Instant("expires_at"));
        if (before.Text("state") != "Open" || state is not ("Expired" or "Canceled"))
        {
            yield break;
        }

        var isPatient = state == "Canceled" || moment.Now < ends + PatienceMax;
        if (after.Integer("pending") > 0 && isPatient)
        {
            yield return $"request {id} becomes {state}, and {after.Integer("pending")} receipts of it wait for blocks";
        }

        if (moment.Witness.Row("wallets", moment.Partition, $"invoice|{id}")?.Text("state") == "Open")
        {
            yield return $"request {id} becomes {state}, and its invoice can still be paid";
        }

        if (state == "Canceled" && !moment.World.Withdrawn.Contains(id))
        {
            yield return $"request {id} is withdrawn, and nobody asked for that";
        }

        if (state == "Expired" && moment.Now < ends)
        {
            yield return $"request {id} expired before its time";
        }

        foreach (var (paid, index) in state == "Expired" ? Unseen(moment, after) : [])
        {
            yield return $"request {id} expires, and nobody has looked at {paid.Signed.Id}:{index}, "
                + $"which the node saw at {paid.SeenAt:O}";
        }
    }

    private static IEnumerable<(WorldTransaction Paid, uint Index)> Unseen(Moment moment, StoredRow request) =>
        from paid in moment.World.Chain.Transactions
        where !paid.IsGone && paid.SeenAt + SeenWithin <= request.Instant("expires_at")
        from output in paid.Ours
        where output.Address.ToString() == request.Text("address")
        where moment.Witness.Row(
            "wallets",
            moment.Partition,
            $"receipt|{request.Part(1)}|{paid.Signed.Id}|{output.Index:D10}") is null
        select (paid, output.Index);

    private static IEnumerable<string> Marked(Moment moment, StoredRow request)
    {
        var isMarked = moment.Witness.Row("wallets", moment.Partition, OpenKey(request)) is not null;
        if (isMarked != (request.Text("state") == "Open"))
        {
            yield return $"request {request.Part(1)} is {request.Text("state")}, and the row that finds it again is "
                + (isMarked ? "there" : "gone");
        }
    }

    // What a commit books is what it adds to the request, to the millisatoshi.
    private static IEnumerable<string> Sums(Moment moment)
    {
        var receipts = moment.Of("receipt")
            .Where(change => change.After?.Columns.GetValueOrDefault("is_expected") is true).ToList();
        var invoices = moment.Of("invoice").Where(change => change.After is { } invoice && IsPart(invoice)
            && change.Changed.Contains("settled_at")).ToList();
        var requests = moment.Of("chain-request").ToDictionary(change => change.Either.Part(1));
        foreach (var id in receipts.Concat(invoices).Select(change => change.Either.Part(1))
            .Concat(requests.Keys).Distinct())
        {
            var own = receipts.Where(change => change.Either.Part(1) == id).ToList();
            var booked = (
                own.Where(change => change.After!.Text("state") == "Credited")
                    .Sum(change => change.After!.Integer("amount_msat")),
                invoices.Where(change => change.Either.Part(1) == id)
                    .Sum(change => change.After!.Integer("amount_paid_msat")),
                (long)own.Sum(change => change.IsNew ? 1 : -1));
            var change = requests.GetValueOrDefault(id);
            var added = (
                Grown(change, "paid_onchain_msat"), Grown(change, "paid_lightning_msat"), Grown(change, "pending"));
            if (booked != added)
            {
                yield return $"request {id}: on chain, over Lightning and pending it grows by {added}, "
                    + $"and {booked} is booked";
            }
        }
    }

    private static long Grown(RowChange? change, string column) =>
        (change?.After?.Integer(column) ?? 0) - (change?.Before?.Integer(column) ?? 0);

    // The events of a commit are of what becomes of its requests; what an invoice completes, its own event says.
    private static IEnumerable<string> Told(Moment moment)
    {
        var said = moment.New("event").Where(happened =>
            happened.Text("type").StartsWith("chain-request.", StringComparison.Ordinal))
            .Select(happened => $"{happened.Text("type")} {happened.Text("receive")}").Order().ToList();
        var happened = moment.Of("chain-request").Select(change => TypeOf(moment, change)).OfType<string>().Order();
        if (!said.SequenceEqual(happened))
        {
            yield return $"wallet {moment.Partition}: its requests become '{string.Join(", ", happened)}', "
                + $"and '{string.Join(", ", said)}' is told";
        }

        foreach (var change in moment.Of("invoice").Where(change =>
            change.After is { } invoice && IsPart(invoice) && change.Changed.Contains("state")))
        {
            var (id, hash) = (change.Either.Part(1), change.Either.Text("payment_hash"));
            var word = change.After!.Text("state") != "Settled" ? "ends"
                : Completing(moment, id, isByReceipt: false) is not null ? "completes"
                : "adds";
            if (!moment.New("event").Any(told =>
                told.Text("payment_hash") == hash && told.Text("of_request") == word))
            {
                yield return $"the invoice of request {id} becomes {change.After.Text("state")}, "
                    + $"and no event tells that it {word} the request";
            }
        }
    }

    private static string? TypeOf(Moment moment, RowChange change)
    {
        var (id, was, state) = (change.Either.Part(1), change.Before?.Text("state"), change.After?.Text("state"));
        return (was, state) switch
        {
            (null, _) => $"chain-request.generated {id}",
            ("Open", "Completed") when Completing(moment, id, isByReceipt: true) is not null =>
                $"chain-request.completed {id}",
            ("Open", "Expired") => $"chain-request.expired {id}",
            ("Open", "Canceled") => $"chain-request.canceled {id}",
            _ => null,
        };
    }
}
