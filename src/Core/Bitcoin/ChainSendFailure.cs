namespace Fulgurite.Bitcoin;

/// <summary>Why a wallet cannot send on the chain.</summary>
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
}
