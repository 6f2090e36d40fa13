namespace Fulgurite.Billing;

/// <summary>
/// The life of a bill: <c>PaymentDue → Processing → Paid</c>, or <c>PaymentDue → Void</c>. The last two are final. A
/// payout may go <c>Processing → Failed → Processing</c> any number of times.
/// </summary>
public enum BillStatus
{
    /// <summary>It waits: for what is owed to be paid, or for what is owed to the customer to be asked for.</summary>
    PaymentDue,

    /// <summary>
    /// It is covered, or its payout was asked for; wallets are being settled, and the customer is paid.
    /// </summary>
    Processing,

    /// <summary>It is settled with every wallet.</summary>
    Paid,

    /// <summary>It was owed to the customer, nobody asked for it, and the next bill has it.</summary>
    Void,

    /// <summary>
    /// It is settled with every wallet, and its payout failed: what is owed waits for another destination. It is not
    /// carried over.
    /// </summary>
    Failed,
}
