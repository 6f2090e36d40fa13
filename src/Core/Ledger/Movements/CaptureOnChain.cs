using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// The network has taken a send on chain: what it cost leaves the hold, and the rest of the hold is free again.
/// <c>held → onchain-out</c> (what arrives), <c>held → network-fees</c> (what mining costs),
/// <c>held → processing-fees</c> (the operator's, if any), <c>held → available</c> (the rest, if any).
/// </summary>
public static class CaptureOnChain
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "capture-onchain";

    /// <summary>The transfers.</summary>
    /// <param name="held">What was set aside.</param>
    /// <param name="amount">What arrives; more than zero.</param>
    /// <param name="feePaid">What the transaction costs on top, exactly.</param>
    /// <param name="processing">The operator's fee on top, exactly what was held for it.</param>
    /// <exception cref="InvariantBrokenException">It costs more than was held: it should not be there.</exception>
    public static IReadOnlyList<Transfer> Transfers(
        Msat held, Msat amount, Msat feePaid, Msat processing = default)
    {
        Invariant.Holds(amount + feePaid + processing <= held, "a send costs at most what is held for it");
        (Account To, Msat Amount)[] parts =
        [
            (Account.OnChainOut, amount),
            (Account.NetworkFees, feePaid),
            (Account.ProcessingFees, processing),
            (Account.Available, held - amount - feePaid - processing),
        ];
        return [.. parts.Where(p => !p.Amount.IsZero).Select(p => new Transfer(Account.Held, p.To, p.Amount))];
    }
}
