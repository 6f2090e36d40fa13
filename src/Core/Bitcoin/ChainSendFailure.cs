namespace Fulgurite.Bitcoin;

/// <summary>Why nothing was sent on the chain: what a node's wallet says, and our own reasons.</summary>
public enum ChainSendFailure
{
    /// <summary>The wallet does not take the destination for an address.</summary>
    InvalidAddress,

    /// <summary>So little that the network would not carry it (dust).</summary>
    AmountTooSmall,

    /// <summary>The wallet's confirmed coins do not cover the amount and the fee.</summary>
    InsufficientFunds,

    /// <summary>It would cost more than the caller allows.</summary>
    FeeAboveMax,

    /// <summary>It would spend more coins than we keep a transaction of: some hundreds.</summary>
    TransactionTooLarge,

    /// <summary>The payer's balance and credit did not cover it: nothing was held, and no node was asked.</summary>
    NotCovered,

    /// <summary>An operator ended it before there was a transaction.</summary>
    Withdrawn,

    /// <summary>Another transaction, which is confirmed, has spent its coins: it can never be in a block.</summary>
    CoinsSpent,

    /// <summary>An operator has stated that its transaction will never be in a block.</summary>
    Abandoned,
}
