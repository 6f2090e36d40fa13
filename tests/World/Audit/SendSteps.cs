using Fulgurite.Lightning;

namespace Fulgurite.Worlds.Audit;

/// <summary>Payments move forward only, and no hold ends while something could still pay.</summary>
internal static class SendSteps
{
    private static readonly string[] MayChange =
    [
        "state", "requests_open", "node_index", "is_known", "request_token", "requested_at", "fee_paid_msat",
        "preimage", "failure", "ended_at",
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
        });

    /// <summary>What is wrong with a change of the right to have a hash paid: it passes on from a failure only.</summary>
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
        if (payment.Text("state") != "Initiated"
            || moment.New("journal").All(line => line.Text("reference") != payment.Part(1)))
        {
            yield return $"payment {payment.Part(1)} begins as {payment.Text("state")}, or without a hold";
        }
    }

    private static IEnumerable<string> Step(
        Moment moment, StoredRow before, StoredRow after, IEnumerable<string> changed)
    {
        var (id, step) = (after.Part(1), $"{before.Text("state")}>{after.Text("state")}");
        if (!Steps.Contains(step) || changed.Except(MayChange).Any())
        {
            yield return $"payment {id} goes {step}, and changes {string.Join(", ", changed)}";
        }

        if (after.Text("state") == "Failed" && IsHolder(moment, after) && MayStillPay(moment, after) is { } how)
        {
            yield return $"the hold of payment {id} is released, and {how}";
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
            && moment.Now < payment.Instant("expires_at");
        return isUnderWay
            ? "a request to pay is still on its way to the node"
            : moment.World.Payments.Tries.Any(
                made => made.Hash.ToString() == hash && made.State != NodePaymentState.Failed)
                ? "the node pays it, or has paid"
                : null;
    }
}
