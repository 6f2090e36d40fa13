namespace Fulgurite.Billing;

/// <summary>Why a payout did not come about. Nothing was paid, and what is owed waits for another order.</summary>
public enum PayoutFailure
{
    /// <summary>There is no way to the payee within the maximum fee.</summary>
    NoRoute,

    /// <summary>The payee does not take the invoice's payment, or it is paid already.</summary>
    InvoiceRejected,

    /// <summary>The invoice expired before it was paid.</summary>
    InvoiceExpired,

    /// <summary>The node failed, or its channels do not hold as much.</summary>
    NodeFailed,

    /// <summary>The node does not take the address.</summary>
    AddressRefused,

    /// <summary>The network does not carry so little.</summary>
    AmountTooSmall,

    /// <summary>The node's wallet on the chain could not make the transaction.</summary>
    TransactionNotBuilt,

    /// <summary>The transaction would cost more than the maximum fee.</summary>
    FeeAboveMax,

    /// <summary>There was a transaction, and it can never be in a block.</summary>
    TransactionNotSent,

    /// <summary>Wallets spent of it while it was asked for: what is left is less than was to be paid.</summary>
    WalletsShort,
}
