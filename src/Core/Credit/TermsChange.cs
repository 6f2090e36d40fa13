using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>What is done to a wallet's terms.</summary>
public enum TermsChangeKind
{
    /// <summary>The limit rises to what is pending, and set aside at the line of credit.</summary>
    Raise,

    /// <summary>The limit falls, or the profile of a wallet without one is written.</summary>
    Lower,

    /// <summary>The wallet is deleted.</summary>
    Delete,
}

/// <summary>A change of a wallet's terms.</summary>
/// <param name="Before">The profile that it was decided over: where it is another by then, somebody was faster.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Limit">The limit afterwards.</param>
public sealed record TermsChange(WalletProfile Before, TermsChangeKind Kind, Msat Limit)
{
    /// <summary>Its number among the wallet's changes. A rise got its number when it began.</summary>
    public long Revision => Kind == TermsChangeKind.Raise ? Before.Revision : Before.Revision + 1;

    /// <summary>Names it: it happens once.</summary>
    public IdempotencyKey Key => new($"terms:{Revision}");

    /// <summary>The fingerprint of what is done.</summary>
    public InputHash Input => InputHash.Of(Kind.ToString(), Limit.ToString());
}
