namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What wallets could spend over time: the available balance and the credit line, as the commits left them, and as each
/// line of a commit did. Commands that share a commit still come one after another: one may be refused over what those
/// before it leave, although one behind it brings more.
/// </summary>
internal sealed class Spendable
{
    private readonly Dictionary<string, List<(DateTimeOffset At, long Msat)>> wallets = [];

    /// <summary>A commit happened.</summary>
    public void Saw(Moment moment)
    {
        if (moment.Table != "wallets" || moment.Of("head").FirstOrDefault() is not { After: { } head } change)
        {
            return;
        }

        if (!wallets.TryGetValue(moment.Partition, out var known))
        {
            wallets.Add(moment.Partition, known = []);
        }

        var msat = change.Before is { } before ? SpendableOf(before) : 0;
        foreach (var line in moment.New("journal").OrderBy(line => line.Number(1)))
        {
            msat += BookAudit.Transfers(line).Sum(Effect);
            known.Add((moment.Now, msat));
        }

        if (known.Count == 0 || known[^1].Msat != SpendableOf(head))
        {
            known.Add((moment.Now, SpendableOf(head)));
        }
    }

    /// <summary>What a wallet can spend now, msat.</summary>
    public long Now(string wallet) => wallets[wallet][^1].Msat;

    /// <summary>The least that it could since an instant, msat.</summary>
    public long LeastSince(string wallet, DateTimeOffset since)
    {
        var known = wallets[wallet];
        var first = known.FindLastIndex(change => change.At <= since);
        return known.Skip(Math.Max(0, first)).Min(change => change.Msat);
    }

    private static long SpendableOf(StoredRow head) =>
        head.Integer("balance_available_msat") + head.Integer("credit_limit_msat");

    private static long Effect((string From, string To, long AmountMsat) transfer) =>
        (transfer.To == "available" ? transfer.AmountMsat : 0)
        - (transfer.From == "available" ? transfer.AmountMsat : 0);
}
