using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App;

/// <summary>In the place of the wallet on the chain where no macaroon for it is there: refuses every call.</summary>
internal sealed class ChainWalletOff : IChainWallet
{
    /// <summary>What the operator reads.</summary>
    public const string Message =
        "The chain is not configured: this deployment has no macaroon for it.";

    /// <inheritdoc/>
    public Task<BitcoinAddress> NewAddress(CancellationToken cancel) => Refuse<BitcoinAddress>();

    /// <inheritdoc/>
    public Task<ChainHistory> ReadHistory(int fromHeight, CancellationToken cancel) => Refuse<ChainHistory>();

    /// <inheritdoc/>
    public Task<EstimateFeeOutcome> EstimateFee(
        BitcoinAddress destination, Msat amount, int targetBlocks, CancellationToken cancel) =>
        Refuse<EstimateFeeOutcome>();

    /// <inheritdoc/>
    public Task<PrepareSendOutcome> PrepareSend(NewChainSend send, CancellationToken cancel) =>
        Refuse<PrepareSendOutcome>();

    /// <inheritdoc/>
    public Task<PublishOutcome> Publish(SignedTransaction transaction, string label, CancellationToken cancel) =>
        Refuse<PublishOutcome>();

    private static Task<T> Refuse<T>() => Task.FromException<T>(new NodeRefusedException(Message));
}
