namespace Fulgurite.CrashLoop;

/// <summary>An invoice that a client was told of, and what else it was told.</summary>
internal sealed record Deposit(string ForeignId, long Satoshis, string PaymentRequest)
{
    /// <summary>True once the payer was told that it is paid.</summary>
    public volatile bool IsPaid;

    /// <summary>The first answer about its credit; null while there was none.</summary>
    public volatile string? Credit;
}
