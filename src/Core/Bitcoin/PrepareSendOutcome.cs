using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>A wallet's answer to <see cref="IChainWallet.PrepareSend"/>.</summary>
public abstract record PrepareSendOutcome
{
    private PrepareSendOutcome()
    {
    }

    /// <summary>It is signed, and nobody has seen it.</summary>
    /// <param name="Transaction">What is to be published, once it is kept.</param>
    /// <param name="Fee">What it costs, exactly: at most what was allowed.</param>
    public sealed record Prepared(SignedTransaction Transaction, Msat Fee) : PrepareSendOutcome;

    /// <summary>There is no transaction.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Reason">The node's own words, for the operator's log.</param>
    /// <param name="Fee">What it would have cost, where that was above the maximum; else null.</param>
    public sealed record Refused(ChainSendFailure Failure, string Reason, Msat? Fee = null) : PrepareSendOutcome;
}
