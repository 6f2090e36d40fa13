using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Cycles;

/// <summary>
/// What a wallet has sent and received since its billing began: sums over its journal that only grow, so that a cycle's
/// share is the difference of two states, however many lines it has.
/// </summary>
/// <param name="Sent">To others: over Lightning, on chain, or to another wallet here.</param>
/// <param name="Received">From others, in the same ways; what was kept as unattributed counts once it is.</param>
public readonly record struct Turnover(Flow Sent, Flow Received)
{
    /// <summary>The turnover after a journal line.</summary>
    public Turnover After(IReadOnlyList<Transfer> transfers)
    {
        var (sent, received, fees) = (0L, 0L, 0L);
        foreach (var transfer in transfers)
        {
            sent += IsOwn(transfer.From) && IsOutside(transfer.To) ? transfer.Amount.Value : 0;
            received += IsSource(transfer.From) && IsOwn(transfer.To) ? transfer.Amount.Value : 0;
            fees += transfer.To == Account.ProcessingFees ? transfer.Amount.Value : 0;
        }

        // A fee without a movement of its own would be one on what is sent: nothing arrives with it.
        var isReceipt = received > 0;
        return new Turnover(
            Sent + FlowOf(sent, isReceipt ? 0 : fees), Received + FlowOf(received, isReceipt ? fees : 0));
    }

    /// <summary>What came after an earlier state of the same turnover.</summary>
    public static Turnover operator -(Turnover later, Turnover earlier) =>
        new(later.Sent - earlier.Sent, later.Received - earlier.Received);

    private static Flow FlowOf(long volumeMsat, long feesMsat) =>
        new(volumeMsat > 0 ? 1 : 0, new Msat(volumeMsat), new Msat(feesMsat));

    private static bool IsOwn(Account account) => account is Account.Available or Account.Held;

    private static bool IsOutside(Account account) =>
        account is Account.LightningOut or Account.OnChainOut or Account.Internal;

    private static bool IsSource(Account account) =>
        account is Account.LightningIn or Account.OnChainIn or Account.Internal or Account.Suspense;
}
