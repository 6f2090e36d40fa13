namespace Fulgurite.Wallets;

/// <summary>Whether a wallet takes on anything new.</summary>
public enum WalletState
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>
    /// Never again. Its rows stay, and what still arrives on one of its old invoices is kept as unattributed.
    /// </summary>
    Deleted,
}
