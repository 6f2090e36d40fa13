using System.Globalization;
using Fulgurite.Worlds.Blocks;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Money from the chain comes into a book once for each output, when it has its confirmations, in full, to whoever the
/// address belongs to, or to suspense where it was seen too late; together with what tells of it.
/// </summary>
internal static class ReceiptSteps
{
    private static readonly string[] MayChange =
        ["state", "fee_paid_msat", "block_height", "journal_sequence", "ended_at"];

    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan UnwatchedMax = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan RelaysBack = TimeSpan.FromSeconds(90);

    /// <summary>What is wrong with a commit in a wallet.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.Of("receipt")
        .SelectMany(change => change switch
        {
            { Before: null } => Beginning(moment, change.After!),
            { After: null } => [],
            _ => End(moment, change.Before, change.After, change.Changed).Concat(Promptness(moment, change.After)),
        })
        .Concat(Lines(moment));

    /// <summary>The journal line of a receipt; null while there is none.</summary>
    public static string? Expected(StoredRow receipt)
    {
        var (amount, fee) = (receipt.Integer("amount_msat"), receipt.Integer("fee_paid_msat"));
        return receipt.Text("state") switch
        {
            "Credited" when fee == 0 => $"receive-onchain onchain-in>available:{amount}",
            "Credited" => $"receive-onchain onchain-in>available:{amount};available>processing-fees:{fee}",
            "Suspended" => $"receive-onchain-unattributed onchain-in>suspense:{amount}",
            _ => null,
        };
    }

    /// <summary>An output in words: the transaction and its place there.</summary>
    public static string OutputOf(StoredRow receipt) =>
        string.Create(CultureInfo.InvariantCulture, $"{receipt.Part(2)}:{receipt.Number(3)}");

    private static IEnumerable<string> Beginning(Moment moment, StoredRow receipt)
    {
        var (paid, address) = (moment.World.Chain.Find(receipt.Part(2)), receipt.Text("address"));
        var output = paid?.Ours.FirstOrDefault(known => known.Index == receipt.Number(3));
        var owner = moment.Witness.Row("addresses", address, "receive");
        if (output?.Address.ToString() != address || output.Amount.Value != receipt.Integer("amount_msat")
            || !paid!.Times.Contains(receipt.Instant("seen_at")) || receipt.Text("state") != "Pending")
        {
            yield return $"output {OutputOf(receipt)} is noted otherwise than the chain shows it";
        }

        if (owner?.Text("wallet") != moment.Partition || owner.Text("receive") != receipt.Part(1)
            || owner.Text("environment") != receipt.Text("environment"))
        {
            yield return $"output {OutputOf(receipt)} is noted for receive {receipt.Part(1)}, whose address it is not";
        }

        if (receipt.Integer("confirmations_required") != WorldChain.RequiredFor(receipt.Integer("amount_msat")))
        {
            yield return $"output {OutputOf(receipt)} is to wait for "
                + $"{receipt.Integer("confirmations_required")} blocks";
        }

        var isExpected = ReceiveSteps.Expects(moment, receipt.Part(1), receipt.Instant("seen_at"));
        if (receipt.Columns.GetValueOrDefault("is_expected") as bool? != isExpected)
        {
            yield return $"output {OutputOf(receipt)}, seen at {receipt.Instant("seen_at"):O}, is noted as expected: "
                + $"{receipt.Columns.GetValueOrDefault("is_expected")}, not {isExpected}";
        }

        foreach (var problem in Told(moment, receipt, "receipt.detected"))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> End(
        Moment moment, StoredRow before, StoredRow after, IEnumerable<string> changed)
    {
        var (output, state) = (OutputOf(after), after.Text("state"));
        if (before.Text("state") != "Pending" || state is not ("Credited" or "Suspended")
            || changed.Except(MayChange).Any())
        {
            yield return $"output {output} goes from {before.Text("state")} to {state}";
        }

        var (paid, required) = (moment.World.Chain.Find(after.Part(2)), (int)after.Integer("confirmations_required"));
        if (paid is null || paid.MostConfirmations < required
            || !paid.Heights.Contains((int)after.Integer("block_height")))
        {
            yield return $"output {output} is {state} after {paid?.MostConfirmations} confirmations, in block "
                + $"{after.Integer("block_height")}; it needs {required}";
        }

        var owner = moment.Witness.Row("addresses", after.Text("address"), "receive")!;
        var isLate = after.Columns.GetValueOrDefault("is_expected") is bool isExpected
            ? !isExpected
            : owner.Columns.ContainsKey("expires_at") && after.Instant("seen_at") >= owner.Instant("expires_at");
        if (isLate != (state == "Suspended"))
        {
            yield return $"output {output} is {state}, was seen at {after.Instant("seen_at"):O}, and its request "
                + $"ended at {owner.Instant("expires_at"):O}";
        }

        var fee = isLate ? 0 : MoneyAudit.FeeOf(after.Integer("amount_msat"), owner.Integer("fee_basis_points"));
        if (after.Integer("fee_paid_msat") != fee)
        {
            yield return $"output {output} costs its wallet {after.Integer("fee_paid_msat")} msat, not {fee} msat";
        }

        var completes = ReceiveSteps.Completing(moment, after.Part(1), isByReceipt: true) is not null;
        var type = completes ? "chain-request.completed" : $"receipt.{state.ToLowerInvariant()}";
        foreach (var problem in Told(moment, after, type))
        {
            yield return problem;
        }
    }

    // The relay looks every few seconds, Reconcile every minute.
    private static IEnumerable<string> Promptness(Moment moment, StoredRow receipt)
    {
        var (world, required) = (moment.World, (int)receipt.Integer("confirmations_required"));
        if (world.Chain.Find(receipt.Part(2))?.Reached(required) is { } reached
            && world.CalmSince + RelaysBack < reached && world.Chain.ReorganizedAt < world.CalmSince)
        {
            var late = moment.Now - reached;
            var isWatched = world.Processes.Exists(process => process.IsAlive
                && process.Roles.HasFlag(Roles.Relay) && process.StartedAt + RelaysBack < reached);
            if (late > (isWatched ? LateMax : UnwatchedMax))
            {
                yield return $"output {OutputOf(receipt)} is credited {late} after its block, in calm weather";
            }
        }
    }

    // One line for each output that ends, the one that it names, and none without one.
    private static IEnumerable<string> Lines(Moment moment)
    {
        var expected = moment.Of("receipt").Where(change => change is { Before: not null, After: not null })
            .Select(change => $"{change.After!.Integer("journal_sequence")} {change.Either.Part(1)} "
                + Expected(change.After))
            .Order(StringComparer.Ordinal);
        var said = moment.New("journal")
            .Where(line => line.Text("movement").StartsWith("receive-onchain", StringComparison.Ordinal))
            .Select(line => $"{line.Number(1)} {line.Text("reference")} {PaymentAudit.Say(line)}")
            .Order(StringComparer.Ordinal).ToList();
        if (!said.SequenceEqual(expected))
        {
            yield return $"wallet {moment.Partition}: the journal says '{string.Join(" and ", said)}', and the outputs "
                + $"that end here '{string.Join(" and ", expected)}'";
        }
    }

    private static IEnumerable<string> Told(Moment moment, StoredRow receipt, string type)
    {
        if (!moment.New("event").Any(happened => happened.Text("type") == type
            && happened.Text("receive") == receipt.Part(1)
            && happened.Text("transaction") == receipt.Part(2)
            && happened.Integer("output_index") == receipt.Number(3)
            && happened.Integer("amount_msat") == receipt.Integer("amount_msat")
            && happened.Integer("fee_paid_msat") == receipt.Integer("fee_paid_msat")))
        {
            yield return $"output {OutputOf(receipt)}: no event {type} tells of it as it is";
        }
    }
}
