using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Tests.OnChain;

/// <summary>A wallet on the chain whose answers can be lost, or fail to be given.</summary>
internal sealed class FaultyWallet(IChainWallet inner) : IChainWallet
{
    /// <summary>Members whose next call happens and is not answered.</summary>
    public HashSet<string> Lost { get; } = [];

    /// <summary>Members whose next call does not happen.</summary>
    public HashSet<string> Away { get; } = [];

    /// <summary>What publishing answers, whatever happens; null for what happens.</summary>
    public PublishOutcome? Says { get; set; }

    /// <summary>Calls so far, by member.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Transactions that the wallet sees beside its own.</summary>
    public List<ChainTransaction> Others { get; } = [];

    /// <summary>What was published, each time.</summary>
    public List<SignedTransaction> Published { get; } = [];

    public Task<BitcoinAddress> NewAddress(CancellationToken cancel) =>
        Call(nameof(NewAddress), () => inner.NewAddress(cancel));

    public Task<ChainHistory> ReadHistory(int fromHeight, CancellationToken cancel) =>
        Call(nameof(ReadHistory), async () =>
        {
            var history = await inner.ReadHistory(fromHeight, cancel);
            return history with { Transactions = [.. history.Transactions, .. Others] };
        });

    public Task<EstimateFeeOutcome> EstimateFee(
        BitcoinAddress destination, Msat amount, int targetBlocks, CancellationToken cancel) =>
        Call(nameof(EstimateFee), () => inner.EstimateFee(destination, amount, targetBlocks, cancel));

    public Task<PrepareSendOutcome> PrepareSend(NewChainSend send, CancellationToken cancel) =>
        Call(nameof(PrepareSend), () => inner.PrepareSend(send, cancel));

    public Task<PublishOutcome> Publish(SignedTransaction transaction, string label, CancellationToken cancel) =>
        Call(nameof(Publish), async () =>
        {
            Published.Add(transaction);
            return Says ?? await inner.Publish(transaction, label, cancel);
        });

    private async Task<T> Call<T>(string member, Func<Task<T>> call)
    {
        Calls.Add(member);
        if (Away.Remove(member))
        {
            throw new NodeUnavailableException("The node is away.");
        }

        var answer = await call();
        return Lost.Remove(member) ? throw new NodeUnavailableException("The node did not answer.") : answer;
    }
}
