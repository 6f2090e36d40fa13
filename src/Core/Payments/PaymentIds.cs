using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Listings;

namespace Fulgurite.Payments;

/// <summary>
/// What the ids of an environment name. Clients choose them, one for each payment of either direction, whatever the
/// wallet: an id leads to its payment through the hash that an invoice of that id has, or would have.
/// </summary>
public sealed class PaymentIds(PaymentHashIndex hashes, PreimageSource preimages)
{
    /// <summary>
    /// Takes an id for a payment that is sent. Idempotent; false when it names something else. One storage transaction,
    /// and another where it was taken before.
    /// </summary>
    /// <exception cref="Storage.StorageUnavailableException">Not known to be taken.</exception>
    public Task<bool> Take(
        EnvironmentId environment, WalletId wallet, PaymentId payment, CancellationToken cancel) =>
        hashes.Add(
            preimages.For(environment, payment.Value).Hash(),
            new InvoiceLocation(environment, wallet, new InvoiceId(payment.Value), PaymentDirection.Send),
            cancel);

    /// <summary>
    /// Takes an id for a request to receive on chain. Idempotent; false when it names something else, also something
    /// that was never made. One storage transaction, and another where it was taken before.
    /// </summary>
    /// <exception cref="Storage.StorageUnavailableException">Not known to be taken.</exception>
    public Task<bool> Take(
        EnvironmentId environment, WalletId wallet, InvoiceId request, PaymentKind kind, CancellationToken cancel) =>
        hashes.Add(
            preimages.For(environment, request.Value).Hash(),
            new InvoiceLocation(environment, wallet, request, PaymentDirection.Receive, kind),
            cancel);

    /// <summary>
    /// Where an id leads; null when nobody took it. It may lead to what was never made. One storage transaction.
    /// </summary>
    public Task<InvoiceLocation?> Find(EnvironmentId environment, Guid id, CancellationToken cancel) =>
        hashes.Find(preimages.For(environment, id).Hash(), cancel);
}
