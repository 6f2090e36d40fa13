using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// What this surface asks of the engine, in the engine's own types. Every function may throw
/// <see cref="Storage.StorageUnavailableException"/> or <see cref="Secrets.SecretsUnavailableException"/>, which is
/// answered as 503; <see cref="OperationCanceledException"/> only for the caller's own token.
/// </summary>
internal sealed record AlphaPoEngine
{
    /// <summary>
    /// The key pair with this public half, or null. Reads only. The text is 1 to 128 printable ASCII characters from a
    /// stranger; it is compared exactly.
    /// </summary>
    public required Func<string, CancellationToken, Task<AlphaPoKey?>> FindKey { get; init; }

    /// <summary>
    /// Issues a new single-use Lightning invoice for exactly the amount, with its own id, also when the foreign id was
    /// used before. Not idempotent: the protocol has no key for it, and an invoice whose answer was lost expires
    /// unpaid. When it throws, an invoice may exist that nobody was told of.
    /// </summary>
    public required Func<AlphaPoMerchant, TakeDeposit, CancellationToken, Task<TakeDepositOutcome>> TakeInvoice
    {
        get; init;
    }

    /// <summary>What the merchant's BTCLN account holds; a debt counts as zero. Reads only.</summary>
    public required Func<AlphaPoMerchant, CancellationToken, Task<Msat>> ReadBalance { get; init; }

    /// <summary>
    /// The merchant's own received deposit with this transaction id (<see cref="DepositFacts.TransactionId"/>), or
    /// null; an unpaid invoice is not a transaction. Reads only.
    /// </summary>
    public required Func<AlphaPoMerchant, int, CancellationToken, Task<DepositFacts?>> FindDepositById { get; init; }

    /// <summary>
    /// The merchant's own newest received deposit with this foreign id (ids may repeat), or null. Reads only.
    /// </summary>
    public required Func<AlphaPoMerchant, string, CancellationToken, Task<DepositFacts?>> FindDepositByForeignId
    {
        get; init;
    }

    /// <summary>The merchant's own received deposit with this payment hash, or null. Reads only.</summary>
    public required Func<AlphaPoMerchant, PaymentHash, CancellationToken, Task<DepositFacts?>> FindDepositByPaymentHash
    {
        get; init;
    }
}
