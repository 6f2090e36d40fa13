using Fulgurite.Money;

namespace Fulgurite.Ledger;

/// <summary>The balance of every account of a book. Immutable; begins at zero everywhere.</summary>
public sealed class Balances
{
    private readonly MsatDelta[] byAccount;

    private Balances(MsatDelta[] byAccount) => this.byAccount = byAccount;

    /// <summary>A new book.</summary>
    public static Balances Empty { get; } = new(new MsatDelta[ChartOfAccounts.All.Count]);

    /// <summary>An account's balance.</summary>
    public MsatDelta this[Account account] => byAccount[(int)account];

    /// <summary>Restores balances from storage.</summary>
    /// <exception cref="InvariantBrokenException">They do not sum to zero.</exception>
    public static Balances From(Func<Account, MsatDelta> read)
    {
        var balances = new Balances([.. ChartOfAccounts.All.Select(read)]);
        Invariant.Holds(balances.byAccount.Sum(b => b.Value) == 0, "the balances of a book sum to zero");
        return balances;
    }

    /// <summary>The balances after a transfer.</summary>
    public Balances After(Transfer transfer)
    {
        var next = (MsatDelta[])byAccount.Clone();
        next[(int)transfer.From] -= transfer.Amount;
        next[(int)transfer.To] += transfer.Amount;
        return new Balances(next);
    }
}
