using Fulgurite.Money;

namespace Fulgurite.Ledger;

/// <summary>
/// One movement of one amount from one account to another of the same book: a debit and a credit that cannot be
/// separated. Two accounts and more than zero, always.
/// </summary>
public sealed record Transfer
{
    /// <summary>Creates a transfer.</summary>
    /// <exception cref="InvariantBrokenException">The accounts are the same, or the amount is zero.</exception>
    public Transfer(Account from, Account to, Msat amount)
    {
        Invariant.Holds(from != to, "a transfer has two accounts");
        Invariant.Holds(!amount.IsZero, "a transfer moves more than zero");
        From = from;
        To = to;
        Amount = amount;
    }

    /// <summary>The account whose balance falls.</summary>
    public Account From { get; }

    /// <summary>The account whose balance rises.</summary>
    public Account To { get; }

    /// <summary>How much.</summary>
    public Msat Amount { get; }

    /// <summary>Reads the text form.</summary>
    public static Transfer Parse(string text)
    {
        var arrow = text.IndexOf('>', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        Invariant.Holds(arrow > 0 && colon > arrow, "a stored transfer has the form from>to:msat");
        return new Transfer(
            ChartOfAccounts.Named(text[..arrow]),
            ChartOfAccounts.Named(text[(arrow + 1)..colon]),
            new Msat(long.Parse(text.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The form that is stored and hashed: <c>lightning-in&gt;available:250000000</c>.</summary>
    public override string ToString() => $"{From.Name()}>{To.Name()}:{Amount}";
}
