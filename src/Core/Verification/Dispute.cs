namespace Fulgurite.Verification;

/// <summary>
/// Finds out of the disputed claims which row is wrong. Where both sides speak of a key and differ, the witness is
/// believed. A claim that nobody confirms is wrong itself, or names a row that is missing, unless a row that should
/// have confirmed it was found wrong before.
/// </summary>
internal sealed class Dispute(Condemned condemned)
{
    private readonly SortedDictionary<Topic, List<Claim>> disputed = [];

    /// <summary>Adds a disputed claim.</summary>
    public void Add(Claim claim)
    {
        if (!disputed.TryGetValue(claim.Topic, out var claims))
        {
            disputed.Add(claim.Topic, claims = []);
        }

        claims.Add(claim);
    }

    /// <summary>Adds to the findings what follows from the claims.</summary>
    public void Settle()
    {
        foreach (var (topic, claims) in disputed)
        {
            Settle(topic, claims);
        }
    }

    private void Settle(Topic topic, List<Claim> claims)
    {
        List<Claim> witnesses = [];
        List<Claim> others = [];
        foreach (var same in claims.GroupBy(claim => claim.Key, StringComparer.Ordinal))
        {
            var (believed, opposed) = Unconfirmed(same.Where(claim => !claim.IsHint));
            if (opposed.Count == 0)
            {
                opposed.AddRange(same.Where(claim => claim.IsHint && believed.Count > 0));
            }

            if (believed is [var witness] && opposed is [var other])
            {
                Contradict(witness, other);
            }
            else
            {
                witnesses.AddRange(believed);
                others.AddRange(opposed);
            }
        }

        Forgive(witnesses, condemned.CountOf(topic.Others()));
        Forgive(others, condemned.CountOf(topic.Witnesses()));
        if (witnesses is [var oneWitness] && others is [var oneOther] && Differ(oneWitness, oneOther))
        {
            Contradict(oneWitness, oneOther);
            return;
        }

        // Where both sides have some, the less trusted ones explain the others.
        foreach (var alone in others.Concat(witnesses.Skip(others.Count)))
        {
            condemned.Add(new Finding(
                "wallets",
                alone.Missing ?? alone.Row,
                alone.Missing is null ? alone.Column : null,
                null,
                null,
                alone.Alone,
                alone.Missing is null ? null : alone.Row));
        }
    }

    // What one side says and the other does not, each as often as it is said too often.
    private static (List<Claim> Witnesses, List<Claim> Others) Unconfirmed(IEnumerable<Claim> sameKey)
    {
        var witnesses = sameKey.Where(claim => claim.IsWitness).ToList();
        var others = sameKey.Where(claim => !claim.IsWitness).ToList();
        foreach (var other in others.ToList())
        {
            var match = witnesses.FindIndex(witness => witness.Content == other.Content);
            if (match >= 0)
            {
                witnesses.RemoveAt(match);
                others.Remove(other);
            }
        }

        return (witnesses, others);
    }

    private void Contradict(Claim witness, Claim other)
    {
        if (condemned.Contains(witness.Row) || condemned.Contains(other.Row))
        {
            return;
        }

        foreach (var ((column, should), (_, says)) in Differences(witness, other))
        {
            condemned.Add(new Finding(
                "wallets", other.Row, column, says, should, "another row contradicts it", witness.Row));
        }
    }

    private static bool Differ(Claim witness, Claim other) => Differences(witness, other).Any();

    private static IEnumerable<((string Column, string Value) Should, (string Column, string Value) Says)> Differences(
        Claim witness, Claim other) => witness.Says.Zip(other.Says).Where(pair => pair.First != pair.Second);

    // The claims of rows that are not believed, and as many as such rows may have failed to confirm.
    private void Forgive(List<Claim> alone, int count)
    {
        alone.RemoveAll(claim => condemned.Contains(claim.Row)
            || (claim.Missing is { } missing && condemned.Contains(missing)));
        alone.RemoveRange(0, Math.Min(count, alone.Count));
    }
}
