using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// A customer paid an invoice: what arrived becomes spendable, less the operator's fee.
/// <c>lightning-in → available</c> (all of it), <c>available → processing-fees</c> (the fee, if any).
/// </summary>
public static class ReceiveInvoice
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "receive-invoice";

    /// <summary>The transfers.</summary>
    /// <param name="amountPaid">What arrived; more than zero.</param>
    /// <param name="feePaid">The operator's part; at most what arrived.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat amountPaid, Msat feePaid)
    {
        Invariant.Holds(feePaid <= amountPaid, "a fee is at most the amount it is taken from");
        var received = new Transfer(Account.LightningIn, Account.Available, amountPaid);
        return feePaid.IsZero
            ? [received]
            : [received, new Transfer(Account.Available, Account.ProcessingFees, feePaid)];
    }
}
