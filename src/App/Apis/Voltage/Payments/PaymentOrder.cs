using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What receives and sends have in common, read and checked.</summary>
/// <param name="Id">What the client named it.</param>
/// <param name="IdText">As the client wrote it.</param>
/// <param name="Wallet">A wallet of the environment.</param>
/// <param name="Metadata">The client's notes.</param>
/// <param name="Key">
/// The client's <c>Idempotency-Key</c>, if it sent one: then the same request once more is accepted, and not refused as
/// one whose id is taken, and another request with it is refused.
/// </param>
internal sealed record PaymentOrder(Guid Id, string IdText, WalletId Wallet, Metadata Metadata, string? Key)
{
    /// <summary>
    /// What is wrong with the key, asked before anything is made: it was used for another payment. Null where nothing
    /// is. No storage transaction where the client sent none.
    /// </summary>
    public async Task<VoltageAnswer?> ProblemWithKey(VoltageCall call) =>
        Key is null || await call.Engine.RequestKeys.Bind(call.Environment, Key, Id, call.Cancel)
            ? null
            : PaymentErrors.KeyReused;

    /// <summary>Whether a request for an invoice is the one by which it was made.</summary>
    public bool IsRepeatOf(Invoice existing, NewInvoice asked) => Key is not null
        && existing.Principal == asked.Amount
        && existing.Description == asked.Description
        && existing.ExpiresAt - existing.CreatedAt == asked.Expiry
        && existing.Metadata.Equals(asked.Metadata);

    /// <summary>Whether a request to receive on chain is the one by which it was made.</summary>
    public bool IsRepeatOf(ChainRequest existing, NewChainRequest asked) => Key is not null
        && existing.Kind == asked.Kind
        && existing.Amount == asked.Amount
        && existing.Description == asked.Description
        && existing.Expiry == asked.Expiry
        && existing.Metadata.Equals(asked.Metadata);

    /// <summary>Whether a request for a payment is the one by which it was made.</summary>
    public bool IsRepeatOf(Payment existing, NewPayment asked) => Key is not null
        && existing.Kind == asked.Kind
        && existing.Target == asked.Target
        && existing.FeeMax == asked.FeeMax
        && (existing.Kind != PaymentKind.Keysend || existing.Description == (asked.Description ?? ""))
        && existing.Metadata.Equals(asked.Metadata);

    /// <summary>Whether a request for a send on chain is the one by which it was made.</summary>
    public bool IsRepeatOf(OnChainSend existing, NewOnChainSend asked) => Key is not null
        && existing.Kind == asked.Kind
        && existing.Destination == asked.Destination
        && existing.Amount == asked.Amount
        && existing.FeeMax == asked.FeeMax
        && existing.Description == asked.Description
        && existing.Metadata.Equals(asked.Metadata);
}
