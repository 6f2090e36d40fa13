using System.Security.Cryptography;
using Fulgurite.Lightning;
using Fulgurite.Payments;

namespace Fulgurite.Worlds.Audit;

/// <summary>Payments move forward only, and no hold ends while something could still pay.</summary>
internal static class SendSteps
{
    private static readonly TimeSpan KeysendsLast = TimeSpan.FromMinutes(10);

    private static readonly string[] MayChange =
    [
        "state", "node", "requests_open", "node_index", "is_known", "request_token", "requested_at", "fee_paid_msat",
        "preimage", "failure", "ended_at", "payee_environment", "payee_wallet", "payee_invoice",
    ];

    private static readonly string[] Steps =
    [
        "Initiated>InFlight", "Initiated>Failed", "InFlight>InFlight", "InFlight>Succeeded", "InFlight>Failed",
    ];

    /// <summary>What is wrong with a commit in a wallet.</summary>
    public static IEnumerable<string> Problems(Moment moment) =>
        moment.Of("payment").SelectMany(change => change switch
        {
            { Before: null } => Beginning(moment, change.After!),
            { After: null } => [$"payment {change.Before.Part(1)} was deleted"],
            _ => Step(moment, change.Before, change.After, change.Changed),
        })
            .Concat(moment.Of("payment").Concat(moment.Of("sending")).SelectMany(change => Marked(moment, change)));

    /// <summary>What is wrong with a change of the right to a hash: it passes on from a failure only.</summary>
    public static IEnumerable<string> Claims(Moment moment)
    {
        foreach (var change in moment.Of("payment").Where(c => c.Before is not null && c.Changed.Any()))
        {
            var holder = moment.Witness.Row(
                "wallets", change.Before!.Text("wallet"), $"payment|{change.Before.Text("payment")}");
            if (holder?.Text("state") != "Failed")
            {
                yield return $"the right to pay {moment.Partition} was taken from a payment that is "
                    + $"{holder?.Text("state")}";
            }
        }
    }

    private static IEnumerable<string> Beginning(Moment moment, StoredRow payment)
    {
        var lines = moment.New("journal").Where(line => line.Text("reference") == payment.Part(1));
        if (payment.Text("failure") == "NotCovered")
        {
            foreach (var problem in NotCovered(moment, payment, lines))
            {
                yield return problem;
            }
        }
        else if (payment.Text("state") != "Initiated" || !lines.Any())
        {
            yield return $"payment {payment.Part(1)} begins as {payment.Text("state")}, or without a hold";
        }

        if (!moment.World.Sends.Orders.Exists(order => IsAsked(moment, order, payment)))
        {
            yield return $"payment {payment.Part(1)} is not what was asked for";
        }

        if (payment.Instant("created_at") >= payment.Instant("expires_at"))
        {
            yield return $"payment {payment.Part(1)} begins when its invoice is over";
        }
    }

    // Kept as one that failed because the wallet did not cover it: that was so, it was asked for, and nothing moved.
    private static IEnumerable<string> NotCovered(Moment moment, StoredRow payment, IEnumerable<StoredRow> lines)
    {
        var isKept = moment.World.Sends.Orders.Exists(
            order => order.Id.ToString() == payment.Part(1) && order.KeepsNotCovered);
        var (costs, least) = (
            payment.Integer("amount_msat") + payment.Integer("fee_max_msat") + ProcessingFees.Of(payment),
            moment.Witness.Spendable.LeastSince(moment.Partition, payment.Instant("created_at").AddMicroseconds(-1)));
        if (!isKept || payment.Text("state") != "Failed" || lines.Any() || least >= costs
            || payment.Instant("ended_at") != payment.Instant("created_at"))
        {
            yield return $"payment {payment.Part(1)} fails as not covered: it costs {costs} msat at most, "
                + $"and while it was decided there were never less than {least} msat";
        }
    }

    private static bool IsAsked(Moment moment, NewPayment order, StoredRow payment)
    {
        return order.Id.ToString() == payment.Part(1)
            && order.Wallet.ToString() == moment.Partition
            && order.Environment.ToString() == payment.Text("environment")
            && order.FeeMax.Value == payment.Integer("fee_max_msat")
            && ProcessingFees.IsRight(moment.World, payment)
            && order.Target switch
            {
                PaymentTarget.Keysend keysend => IsAsked(order, keysend, payment),
                PaymentTarget.Invoice asked => moment.World.Sends.Find(asked) is { } invoice
                    && asked.PaymentRequest == payment.Text("payment_request")
                    && invoice.Hash == payment.Text("payment_hash")
                    && (invoice.Amount ?? order.Amount)?.Value == payment.Integer("amount_msat")
                    && invoice.ExpiresAt == payment.Instant("expires_at"),
                _ => false,
            };
    }

    private static bool IsAsked(NewPayment order, PaymentTarget.Keysend keysend, StoredRow payment) =>
        payment.Text("payment_request").Length == 0
        && keysend.Destination.Hex == payment.Text("destination")
        && keysend.Records.ToString() == payment.Text("custom_records")
        && order.Amount?.Value == payment.Integer("amount_msat")
        && payment.Instant("expires_at") - payment.Instant("created_at") == KeysendsLast;

    private static IEnumerable<string> Step(
        Moment moment, StoredRow before, StoredRow after, IEnumerable<string> changed)
    {
        var (id, step) = (after.Part(1), $"{before.Text("state")}>{after.Text("state")}");
        if (!Steps.Contains(step) || changed.Except(MayChange).Any())
        {
            yield return $"payment {id} goes {step}, and changes {string.Join(", ", changed)}";
        }

        foreach (var problem in RequestSteps.Problems(moment, before, after))
        {
            yield return problem;
        }

        if (after.Text("state") == "Failed" && IsHolder(moment, after) && MayStillPay(moment, after) is { } how)
        {
            yield return $"the hold of payment {id} is released, and {how}";
        }

        var isInternal = InternalSteps.IsInternal(after);
        foreach (var problem in isInternal ? InternalSteps.OfPayment(moment, before, after)
            : after.Text("state") == "Failed" ? RequestSteps.Release(moment, before, after) : [])
        {
            yield return problem;
        }

        if (after.Text("state") is "Failed" or "Succeeded")
        {
            foreach (var problem in End(moment, after))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> End(Moment moment, StoredRow payment)
    {
        var (id, expected) = (payment.Part(1), PaymentAudit.Expected(payment)[^1]);
        var lines = moment.New("journal").Where(line => line.Text("reference") == id).Select(PaymentAudit.Say).ToList();
        if (lines.Count != 1 || lines[0] != expected)
        {
            yield return $"payment {id} ends, and the journal says '{string.Join(" then ", lines)}', not '{expected}'";
        }

        var hash = payment.Text("payment_hash");
        var success = moment.World.Payments.TriesOfOurs.FirstOrDefault(made =>
            made.State == NodePaymentState.Succeeded && made.Hash.ToString() == hash);
        if (payment.Text("state") == "Succeeded" && !InternalSteps.IsInternal(payment)
            && (success?.AmountPaid.Value != payment.Integer("amount_msat")
                || success.FeePaid.Value != payment.Integer("fee_paid_msat")))
        {
            yield return $"payment {id} is charged {payment.Integer("amount_msat")} msat and "
                + $"{payment.Integer("fee_paid_msat")} msat of fees, the node paid for us "
                + $"{success?.AmountPaid.Value ?? 0} msat and {success?.FeePaid.Value ?? 0} msat";
        }

        if (payment.Text("state") == "Succeeded"
            && Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(payment.Text("preimage")))) != hash)
        {
            yield return $"payment {id} succeeds, and what it keeps is no proof of that";
        }
    }

    // The row that finds it again is there exactly while it is not final.
    private static IEnumerable<string> Marked(Moment moment, RowChange change)
    {
        var id = change.Either.Part(1);
        var state = moment.Witness.Row("wallets", moment.Partition, $"payment|{id}")?.Text("state") ?? "";
        var isMarked = moment.Witness.Row("wallets", moment.Partition, $"sending|{id}") is not null;
        if (isMarked != (state is "Initiated" or "InFlight"))
        {
            yield return $"payment {id} is {state}, and the row that finds it again is {(isMarked ? "there" : "gone")}";
        }
    }

    private static bool IsHolder(Moment moment, StoredRow payment)
    {
        var claim = moment.Witness.Row("hashes", payment.Text("payment_hash"), "payment");
        return claim?.Text("payment") == payment.Part(1) && claim.Text("wallet") == moment.Partition;
    }

    private static string? MayStillPay(Moment moment, StoredRow payment)
    {
        var hash = payment.Text("payment_hash");
        var isUnderWay = moment.World.Payments.RequestsUnderWay.Contains(hash)
            && moment.World.Payments.IsPayable(payment.Instant("expires_at"));
        return isUnderWay
            ? "a request to pay is still on its way to the node"
            : moment.World.Payments.TriesOfOurs.Any(
                made => made.Hash.ToString() == hash && made.State != NodePaymentState.Failed)
                ? "the node pays it, or has paid"
                : null;
    }
}
