using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// A wallet of ours paid an invoice of ours: what it paid becomes spendable, less the operator's fee.
/// <c>internal → available</c> (all of it), <c>available → processing-fees</c> (the fee, if any). The payer's half is
/// <see cref="CaptureInternal"/>, which follows it.
/// </summary>
public static class CreditInternal
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "credit-internal";

    /// <summary>The transfers.</summary>
    /// <param name="amountPaid">What was paid; more than zero.</param>
    /// <param name="feePaid">The operator's part; at most what was paid.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat amountPaid, Msat feePaid)
    {
        Invariant.Holds(feePaid <= amountPaid, "a fee is at most the amount it is taken from");
        var received = new Transfer(Account.Internal, Account.Available, amountPaid);
        return feePaid.IsZero
            ? [received]
            : [received, new Transfer(Account.Available, Account.ProcessingFees, feePaid)];
    }
}
