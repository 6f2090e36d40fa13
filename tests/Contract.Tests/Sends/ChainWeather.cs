using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Contracts.Sends;

/// <summary>A wallet on the chain whose network takes nothing, or that does not answer, while a test says so.</summary>
internal sealed class ChainWeather : IChainWallet
{
    private IChainWallet? wallet;

    /// <summary>True while the network takes no transaction.</summary>
    public bool TakesNothing { get; set; }

    /// <summary>True while the node does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>Transactions that the wallet sees beside its own.</summary>
    public List<ChainTransaction> Others { get; } = [];

    /// <summary>The last transaction that was to be published.</summary>
    public SignedTransaction? Last { get; private set; }

    private IChainWallet Inner => IsAway ? throw new NodeUnavailableException("away") : wallet!;

    /// <summary>Puts itself in front of a wallet.</summary>
    public IChainWallet Over(IChainWallet inner)
    {
        wallet = inner;
        return this;
    }

    public Task<BitcoinAddress> NewAddress(CancellationToken cancel) => Inner.NewAddress(cancel);

    public async Task<ChainHistory> ReadHistory(int fromHeight, CancellationToken cancel)
    {
        var history = await Inner.ReadHistory(fromHeight, cancel);
        return history with { Transactions = [.. history.Transactions, .. Others] };
    }

    public Task<EstimateFeeOutcome> EstimateFee(
        BitcoinAddress destination, Msat amount, int targetBlocks, CancellationToken cancel) =>
        Inner.EstimateFee(destination, amount, targetBlocks, cancel);

    public Task<PrepareSendOutcome> PrepareSend(NewChainSend send, CancellationToken cancel) =>
        Inner.PrepareSend(send, cancel);

    public Task<PublishOutcome> Publish(SignedTransaction transaction, string label, CancellationToken cancel)
    {
        Last = transaction;
        return TakesNothing
            ? Task.FromResult(new PublishOutcome(PublishStatus.NotAccepted, "output already spent"))
            : Inner.Publish(transaction, label, cancel);
    }
}
