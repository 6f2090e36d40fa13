using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// A payment succeeded: what it cost leaves the hold, and the rest of the hold is free again.
/// <c>held → lightning-out</c> (what the payee got), <c>held → network-fees</c> (what routing cost, if anything),
/// <c>held → processing-fees</c> (the operator's, if any), <c>held → available</c> (the rest, if any).
/// </summary>
public static class CaptureSend
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "capture-send";

    /// <summary>The transfers.</summary>
    /// <param name="held">What was set aside.</param>
    /// <param name="amountPaid">What the payee got; more than zero.</param>
    /// <param name="feePaid">What routing cost on top.</param>
    /// <param name="processing">The operator's fee on top, exactly what was held for it.</param>
    /// <exception cref="InvariantBrokenException">
    /// It cost more than was held: the node broke the limit that it was given, and a person must look.
    /// </exception>
    public static IReadOnlyList<Transfer> Transfers(
        Msat held, Msat amountPaid, Msat feePaid, Msat processing = default)
    {
        Invariant.Holds(amountPaid + feePaid + processing <= held, "a payment costs at most what is held for it");
        (Account To, Msat Amount)[] parts =
        [
            (Account.LightningOut, amountPaid),
            (Account.NetworkFees, feePaid),
            (Account.ProcessingFees, processing),
            (Account.Available, held - amountPaid - feePaid - processing),
        ];
        return [.. parts.Where(p => !p.Amount.IsZero).Select(p => new Transfer(Account.Held, p.To, p.Amount))];
    }
}
