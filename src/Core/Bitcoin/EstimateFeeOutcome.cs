using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>A wallet's answer to <see cref="IChainWallet.EstimateFee"/>.</summary>
public abstract record EstimateFeeOutcome
{
    private EstimateFeeOutcome()
    {
    }

    /// <summary>What it would cost.</summary>
    /// <param name="Fee">On top of the amount: whole satoshis.</param>
    public sealed record Estimated(Msat Fee) : EstimateFeeOutcome;

    /// <summary>There could be no such send now.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Reason">The node's own words, for the operator's log.</param>
    public sealed record Refused(ChainSendFailure Failure, string Reason) : EstimateFeeOutcome;
}
