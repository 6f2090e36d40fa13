using Fulgurite.OnChain;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A send on chain moves forward only: held, signed, sent; or failed, which it can only while it has no transaction.
/// </summary>
internal static class ChainSendSteps
{
    private static readonly string[] MayChange =
    [
        "state", "transaction", "transaction_id", "fee_msat", "signed_at", "failure", "fee_estimated_msat", "ended_at",
    ];

    private static readonly string[] Steps = ["Initiated>Signed", "Initiated>Failed", "Signed>Sent"];

    /// <summary>What is wrong with a commit in a wallet.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.Of("chain-send")
        .SelectMany(change => change switch
        {
            { Before: null } => Beginning(moment, change.After!),
            { After: null } => [],
            _ => Step(moment, change.Before, change.After, change.Changed),
        })
        .Concat(moment.Of("chain-send").Where(change => change.After is not null)
            .SelectMany(change => Told(moment, change.After!).Concat(Lines(moment, change.After!))))
        .Concat(moment.Of("chain-send").Concat(moment.Of("chain-sending")).SelectMany(c => Marked(moment, c)));

    /// <summary>The journal lines of a send, first to last.</summary>
    public static IReadOnlyList<string> Expected(StoredRow? send)
    {
        if (send is null)
        {
            return [];
        }

        var (amount, feeMax, fee) =
            (send.Integer("amount_msat"), send.Integer("fee_max_msat"), send.Integer("fee_msat"));
        var processing = ProcessingFees.Of(send);
        var held = amount + feeMax + processing;
        var hold = $"hold-onchain available>held:{held}";
        string[] parts =
        [
            $"held>onchain-out:{amount}",
            .. fee > 0 ? [$"held>network-fees:{fee}"] : Array.Empty<string>(),
            .. processing > 0 ? [$"held>processing-fees:{processing}"] : Array.Empty<string>(),
            .. feeMax > fee ? [$"held>available:{feeMax - fee}"] : Array.Empty<string>(),
        ];
        return send.Text("state") switch
        {
            "Sent" => [hold, $"capture-onchain {string.Join(';', parts)}"],
            "Failed" => [hold, $"release-onchain held>available:{held}"],
            _ => [hold],
        };
    }

    private static IEnumerable<string> Beginning(Moment moment, StoredRow send)
    {
        if (!moment.World.ChainOrders.Sends.Exists(order => IsAsked(moment, order, send)))
        {
            yield return $"send {send.Part(1)} is not what was asked for, or begins as {send.Text("state")}";
        }
    }

    private static bool IsAsked(Moment moment, NewOnChainSend order, StoredRow send) =>
        order.Id.ToString() == send.Part(1)
        && order.Wallet.ToString() == moment.Partition
        && order.Environment.ToString() == send.Text("environment")
        && order.Destination.ToString() == send.Text("destination")
        && order.Amount.Value == send.Integer("amount_msat")
        && order.FeeMax.Value == send.Integer("fee_max_msat")
        && order.TargetBlocks == send.Integer("target_blocks")
        && ProcessingFees.IsRight(moment.World, send)
        && send.Text("state") == "Initiated";

    private static IEnumerable<string> Step(
        Moment moment, StoredRow before, StoredRow after, IEnumerable<string> changed)
    {
        var (id, step) = (after.Part(1), $"{before.Text("state")}>{after.Text("state")}");
        if (!Steps.Contains(step) || changed.Except(MayChange).Any())
        {
            yield return $"send {id} goes {step}, and changes {string.Join(", ", changed)}";
        }

        if (before.Columns.ContainsKey("transaction") && changed.Any(name => name is "transaction" or "transaction_id"))
        {
            yield return $"send {id} has another transaction than before";
        }

        foreach (var problem in after.Text("state") switch
        {
            "Signed" => Kept(moment, after),
            "Sent" => Sent(moment, after),
            "Failed" => Failed(moment, after),
            _ => [],
        })
        {
            yield return problem;
        }
    }

    // What is kept is what the node made for it: it pays whom it should, and costs what is said, and no more than held.
    private static IEnumerable<string> Kept(Moment moment, StoredRow send)
    {
        var made = moment.World.Chain.Prepared.Find(
            made => made.Transaction.Id.ToString() == send.Text("transaction_id"));
        var isRight = made is not null
            && made.Asked.Destination.ToString() == send.Text("destination")
            && made.Asked.Amount.Value == send.Integer("amount_msat")
            && made.Transaction.Bytes.AsSpan().SequenceEqual((byte[])send.Columns["transaction"])
            && made.Fee.Value == send.Integer("fee_msat")
            && made.Fee.Value <= send.Integer("fee_max_msat");
        if (!isRight)
        {
            yield return $"send {send.Part(1)} keeps what the node did not make for it, or at another price: "
                + $"{send.Integer("fee_msat")} msat, the node said {made?.Fee.Value} msat";
        }
    }

    private static IEnumerable<string> Sent(Moment moment, StoredRow send)
    {
        if (moment.World.Chain.Find(send.Text("transaction_id")) is null)
        {
            yield return $"send {send.Part(1)} is charged, and the network was never told of its transaction";
        }
    }

    private static IEnumerable<string> Failed(Moment moment, StoredRow send)
    {
        var label = $"fulgurite:{send.Part(1)}";
        if (moment.World.Chain.Transactions.Any(known => known.Label == label)
            || moment.World.Chain.PublicationsUnderWay.Contains(label))
        {
            yield return $"the hold of send {send.Part(1)} is released, and a transaction of it was published";
        }
    }

    private static IEnumerable<string> Lines(Moment moment, StoredRow send)
    {
        var isMove = send.Text("state") is not "Signed";
        var expected = isMove ? ChainSendSteps.Expected(send)[^1] : "";
        var lines = moment.New("journal").Where(line => line.Text("reference") == send.Part(1))
            .Select(PaymentAudit.Say);
        if (string.Join(" then ", lines) is var said && said != expected)
        {
            yield return $"send {send.Part(1)} becomes {send.Text("state")}, and the journal says '{said}', "
                + $"not '{expected}'";
        }
    }

    private static IEnumerable<string> Told(Moment moment, StoredRow send)
    {
        var state = send.Text("state");
        if (!moment.New("event").Any(happened => happened.Text("type") == $"chain-send.{state.ToLowerInvariant()}"
            && happened.Text("send") == send.Part(1)
            && happened.Text("destination") == send.Text("destination")
            && happened.Text("transaction") == send.Text("transaction_id")
            && happened.Text("failure") == send.Text("failure")
            && happened.Integer("amount_msat") == send.Integer("amount_msat")
            && happened.Integer("fee_msat") == send.Integer("fee_msat")))
        {
            yield return $"send {send.Part(1)} becomes {state}, and no event tells of it as it is";
        }
    }

    // The row that finds it again is there exactly while it is not final.
    private static IEnumerable<string> Marked(Moment moment, RowChange change)
    {
        var id = change.Either.Part(1);
        var state = moment.Witness.Row("wallets", moment.Partition, $"chain-send|{id}")?.Text("state") ?? "";
        var isMarked = moment.Witness.Row("wallets", moment.Partition, $"chain-sending|{id}") is not null;
        if (isMarked != (state is "Initiated" or "Signed"))
        {
            yield return $"send {id} is {state}, and the row that finds it again is {(isMarked ? "there" : "gone")}";
        }
    }
}
