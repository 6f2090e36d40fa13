namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What each wallet could spend at each instant: its available balance and its credit. Tells whether a refusal for lack
/// of money was true at any instant between question and answer.
/// </summary>
internal sealed class Spendable
{
    private readonly Dictionary<string, List<(DateTimeOffset At, long Msat)>> wallets = [];

    /// <summary>A commit happened.</summary>
    public void Saw(Moment moment)
    {
        if (moment.Table == "wallets" && moment.Of("head").FirstOrDefault()?.After is { } head)
        {
            var msat = head.Integer("balance_available_msat") + head.Integer("credit_limit_msat");
            if (!wallets.TryGetValue(moment.Partition, out var known))
            {
                wallets.Add(moment.Partition, known = []);
            }

            if (known.Count == 0 || known[^1].Msat != msat)
            {
                known.Add((moment.Now, msat));
            }
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
}
