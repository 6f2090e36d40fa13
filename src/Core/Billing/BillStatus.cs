namespace Fulgurite.Billing;

/// <summary>
/// The life of a bill: <c>PaymentDue → Processing → Paid</c>, or <c>PaymentDue → Void</c>. The last two are final.
/// </summary>
public enum BillStatus
{
    /// <summary>It waits: for what is owed to be paid, or for what is owed to the customer to be asked for.</summary>
    PaymentDue,

    /// <summary>It is covered; wallets are being settled.</summary>
    Processing,

    /// <summary>It is settled with every wallet.</summary>
    Paid,

    /// <summary>It was owed to the customer, nobody asked for it, and the next bill has it.</summary>
    Void,
}
