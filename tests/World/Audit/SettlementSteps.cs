using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What a bill takes out of a wallet is what the wallet is ahead by, or all that is in it where that is less; and what
/// it brings in is at most what the wallet owes.
/// </summary>
internal static class SettlementSteps
{
    /// <summary>What is wrong with a commit.</summary>
    public static IEnumerable<string> Problems(Moment moment)
    {
        // Where several commands share a commit, the rows do not say what the wallet had in between.
        var records = moment.New("once");
        if (records.Count != 1 || records[0].Key.Split(':') is not ["once|bill", var id, "settled"])
        {
            return [];
        }

        // Where nothing moves, the head stays as it is.
        var head = moment.Of("head").SingleOrDefault()?.Before
            ?? moment.Witness.Row("wallets", moment.Partition, "head")!;
        var kept = moment.Witness.Partition("bills", head.Text("line_of_credit"));
        var bill = kept.Values.SingleOrDefault(row => row.Is("bill") && row.Text("id") == id);
        var item = kept.GetValueOrDefault($"item|{bill?.Part(1)}|{moment.Partition}");
        if (item is null || bill?.Text("status") != "Processing")
        {
            return [$"wallet {moment.Partition}: is settled by bill {id}, which is not covered or does not name it"];
        }

        var owed = BillSteps.OwnMsat(item) + item.Integer("carried_msat");
        var had = BookAudit.StoredBalances(head).GetValueOrDefault("available");
        var posted = long.Parse(records[0].Text("outcome"), CultureInfo.InvariantCulture);
        moment.World.Tally.Count(owed < 0 ? "bills: brought into a wallet"
            : owed > Math.Max(0, had) ? "bills: taken from a wallet that had spent it"
            : "bills: taken from a wallet");
        var isRight = owed < 0 ? posted >= 0 && posted <= -owed : posted == Math.Min(owed, Math.Max(0, had));
        return isRight
            ? []
            : [$"wallet {moment.Partition}: bill {id} moves {posted} msat; it has {had} and is ahead by {owed}"];
    }
}
