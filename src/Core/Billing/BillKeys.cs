using Fulgurite.Ledger;

namespace Fulgurite.Billing;

/// <summary>What a bill does to books, each once.</summary>
public static class BillKeys
{
    /// <summary>What its keys begin with.</summary>
    public const string Prefix = "bill:";

    /// <summary>What was due leaves the line's book.</summary>
    public static IdempotencyKey Collected(Bill bill) => new($"{Prefix}{bill.Id}:collected");

    /// <summary>Its fees are the operator's.</summary>
    public static IdempotencyKey Charged(Bill bill) => new($"{Prefix}{bill.Id}:charged");

    /// <summary>What is to be paid out comes into the book of payouts.</summary>
    public static IdempotencyKey Funded(Bill bill) => new($"{Prefix}{bill.Id}:funded");

    /// <summary>What a payout did not cost leaves that book.</summary>
    public static IdempotencyKey Returned(Bill bill) => new($"{Prefix}{bill.Id}:returned");

    /// <summary>That becomes the line's credit.</summary>
    public static IdempotencyKey Credited(Bill bill) => new($"{Prefix}{bill.Id}:credited");

    /// <summary>A wallet is brought back.</summary>
    public static IdempotencyKey Settled(Bill bill) => new($"{Prefix}{bill.Id}:settled");
}
