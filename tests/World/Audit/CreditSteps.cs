namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Money comes into a book once, from a settlement that the node has made, in full, to whoever asked for it, together
/// with everything that tells of it.
/// </summary>
internal static class CreditSteps
{
    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan UnrelayedMax = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan RelaysBack = TimeSpan.FromSeconds(90);

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.New("journal")
        .Where(line => line.Text("movement") is "receive-invoice" or "receive-unattributed")
        .SelectMany(line => Receipt(moment, line))
        .Concat(Settled(moment));

    private static IEnumerable<string> Receipt(Moment moment, StoredRow line)
    {
        var id = line.Text("reference");
        var order = moment.OrderOf(id);
        if (order?.Wallet.ToString() != moment.Partition)
        {
            yield return $"wallet {moment.Partition}: {line.Key} credits invoice {id}, which is not this wallet's";
        }

        var earlier = moment.Witness.Partition("wallets", moment.Partition).Values
            .Count(row => row.Text("reference") == id && MoneyAudit.IsReceipt(row));
        if (earlier > 1)
        {
            yield return $"invoice {id} was credited {earlier} times";
        }

        var atNode = moment.World.Node.EverSettled(id);
        if (atNode is null)
        {
            yield return $"wallet {moment.Partition}: {line.Key} credits invoice {id}, which the node did not settle";
            yield break;
        }

        // The relay follows the node, and looks after a stream that is silent.
        var late = moment.Now - atNode.SettledAt!.Value;
        var isRelayed = moment.World.Processes.Exists(process => process.IsAlive
            && process.Roles.HasFlag(Roles.Relay) && process.StartedAt + RelaysBack < atNode.SettledAt);
        if (late > (isRelayed ? LateMax : UnrelayedMax) && moment.World.CalmSince + RelaysBack < atNode.SettledAt)
        {
            yield return $"invoice {id} is credited {late} after its settlement, in calm weather";
        }

        var change = moment.Of("invoice").FirstOrDefault(change => change.Either.Part(1) == id);
        var isCredit = line.Text("movement") == "receive-invoice";
        if (isCredit != (change?.After?.Text("state") == "Settled"))
        {
            yield return $"invoice {id}: {line.Text("movement")} does not go with what becomes of it";
        }

        if (!isCredit && atNode.IsInTime)
        {
            yield return $"invoice {id} was paid in time and goes to suspense";
        }

        var type = isCredit ? "invoice.settled" : "settlement.suspended";
        if (!moment.New("event").Any(happened => happened.Text("type") == type
            && happened.Text("payment_hash") == atNode.Hash.ToString()
            && happened.Integer("amount_paid_msat") == atNode.AmountPaid.Value))
        {
            yield return $"invoice {id}: no event {type} of {atNode.AmountPaid.Value} msat tells of its money";
        }
    }

    private static IEnumerable<string> Settled(Moment moment)
    {
        foreach (var invoice in moment.Of("invoice").Where(IsSettled).Select(change => change.After!))
        {
            var id = invoice.Part(1);
            var atNode = moment.World.Node.Ever(invoice.Text("payment_hash"));
            var paidMsat = invoice.Integer("amount_paid_msat");
            var feeMsat = MoneyAudit.FeeOf(paidMsat, invoice.Integer("fee_basis_points"));
            if (paidMsat != atNode?.AmountPaid.Value || feeMsat != invoice.Integer("fee_paid_msat")
                || invoice.Instant("settled_at") != atNode.SettledAt)
            {
                yield return $"invoice {id} says {paidMsat} msat less {invoice.Integer("fee_paid_msat")} msat, "
                    + $"the node {atNode?.AmountPaid.Value} msat, and the fee is {feeMsat} msat";
            }

            var transfers = MoneyAudit.Expected("receive-invoice", paidMsat, feeMsat);
            if (moment.New("journal").Count(l => l.Text("reference") == id && l.Text("transfers") == transfers) != 1)
            {
                yield return $"invoice {id} settles without a journal line that says {transfers}";
            }

            foreach (var problem in CallbackAudit.Planned(moment, invoice))
            {
                yield return problem;
            }
        }
    }

    private static bool IsSettled(RowChange change) => change.After?.Text("state") == "Settled"
        && !InternalSteps.IsPaidInternally(change.After)
        && change.Before?.Text("state") != "Settled";
}
