using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Chain;

/// <summary>
/// The sandbox node's wallet on the sandbox chain, with no end of money. It refuses what LND refuses, and a transaction
/// in a hurry costs six times one that can wait for an hour.
/// </summary>
public sealed class SandboxChainWallet(SandboxChain chain, IRandomness randomness) : IChainWallet
{
    // One input and two outputs of segregated witness.
    private const int VirtualBytes = 141;
    private const int TargetBlocksCheapest = 6;
    private const long DustSats = 294;
    private const long DustSatsLegacy = 546;

    /// <inheritdoc/>
    public Task<BitcoinAddress> NewAddress(CancellationToken cancel) => Task.FromResult(chain.NewAddress());

    /// <inheritdoc/>
    public Task<ChainHistory> ReadHistory(int fromHeight, CancellationToken cancel) =>
        Task.FromResult(chain.Read(fromHeight));

    /// <inheritdoc/>
    public Task<EstimateFeeOutcome> EstimateFee(
        BitcoinAddress destination, Msat amount, int targetBlocks, CancellationToken cancel) =>
        Task.FromResult<EstimateFeeOutcome>(IsDust(destination, amount)
            ? new EstimateFeeOutcome.Refused(ChainSendFailure.AmountTooSmall, "transaction output is dust")
            : new EstimateFeeOutcome.Estimated(FeeFor(targetBlocks)));

    /// <inheritdoc/>
    public Task<PrepareSendOutcome> PrepareSend(NewChainSend send, CancellationToken cancel)
    {
        var fee = FeeFor(send.TargetBlocks);
        if (IsDust(send.Destination, send.Amount))
        {
            return Refused(new(ChainSendFailure.AmountTooSmall, "transaction output is dust"));
        }

        if (fee > send.FeeMax)
        {
            return Refused(new(ChainSendFailure.FeeAboveMax, $"It would cost {fee.ToSatsRoundedUp()} sat.", fee));
        }

        var transaction = SandboxTransactions.Pay(send.Destination, send.Amount, randomness);
        return Task.FromResult<PrepareSendOutcome>(new PrepareSendOutcome.Prepared(transaction, fee));
    }

    /// <inheritdoc/>
    public Task<PublishOutcome> Publish(SignedTransaction transaction, string label, CancellationToken cancel)
    {
        chain.Publish(transaction, label);
        return Task.FromResult(new PublishOutcome(PublishStatus.Published));
    }

    /// <summary>What a transaction of the wallet costs: 1 sat a virtual byte, up to 6 for one in a hurry.</summary>
    public static Msat FeeFor(int targetBlocks)
    {
        Invariant.Holds(targetBlocks >= 1, "a transaction is wanted within a block or later");
        return Msat.FromSats(VirtualBytes * Math.Max(1, TargetBlocksCheapest / targetBlocks));
    }

    private static bool IsDust(BitcoinAddress destination, Msat amount) =>
        amount < Msat.FromSats(destination.IsWitness ? DustSats : DustSatsLegacy);

    private static Task<PrepareSendOutcome> Refused(PrepareSendOutcome.Refused refusal) =>
        Task.FromResult<PrepareSendOutcome>(refusal);
}
