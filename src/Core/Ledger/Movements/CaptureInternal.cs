using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// A payment to another wallet of ours is in that one's book: what it has there leaves the hold here, and the rest of
/// the hold is free again. <c>held → internal</c> (the amount; nothing is routed, so there is no fee for that),
/// <c>held → processing-fees</c> (the operator's, if any), <c>held → available</c> (the rest, if any).
/// </summary>
public static class CaptureInternal
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "capture-internal";

    /// <summary>The transfers.</summary>
    /// <param name="held">What was set aside.</param>
    /// <param name="amountPaid">What the payee was credited; more than zero.</param>
    /// <param name="processing">The operator's fee on top, exactly what was held for it.</param>
    /// <exception cref="InvariantBrokenException">More than was held: a person must look.</exception>
    public static IReadOnlyList<Transfer> Transfers(Msat held, Msat amountPaid, Msat processing = default)
    {
        Invariant.Holds(amountPaid + processing <= held, "a payment costs at most what is held for it");
        (Account To, Msat Amount)[] others =
        [
            (Account.ProcessingFees, processing),
            (Account.Available, held - amountPaid - processing),
        ];
        return
        [
            new Transfer(Account.Held, Account.Internal, amountPaid),
            .. others.Where(p => !p.Amount.IsZero).Select(p => new Transfer(Account.Held, p.To, p.Amount)),
        ];
    }
}
