using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>
/// Withdraws an open request, its invoice first. An address cannot be taken back: what is first seen there from then on
/// goes to suspense, and what was credited before stays.
/// </summary>
public sealed class CancelChainRequest(StoreChainRequest store, CancelInvoice invoices, EndChainRequest end)
{
    /// <summary>
    /// Withdraws it. One that a transaction under way pays is not withdrawn. Repeating it changes nothing.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Not known to be withdrawn: repeat it.</exception>
    /// <exception cref="StorageUnavailableException">Not known to be withdrawn: repeat it.</exception>
    public async Task<CancelInvoiceOutcome> Execute(WalletId wallet, InvoiceId id, CancellationToken cancel)
    {
        if (await store.Find(wallet, id, cancel) is not { } request)
        {
            return CancelInvoiceOutcome.NotFound;
        }

        if (request.IsFinal || request.Pending > 0)
        {
            return OutcomeOf(request);
        }

        // A request whose invoice is withdrawn and which is not, for what was seen meanwhile, can be paid on the chain.
        if (request.Kind == PaymentKind.Bip21
            && await invoices.Execute(wallet, id, cancel) == CancelInvoiceOutcome.AlreadyPaid)
        {
            return CancelInvoiceOutcome.AlreadyPaid;
        }

        return OutcomeOf(await end.Execute(
            wallet, id, ChainRequestState.Canceled, (stored, _) => stored.Pending == 0, cancel));
    }

    private static CancelInvoiceOutcome OutcomeOf(ChainRequest request) => request.State switch
    {
        ChainRequestState.Open or ChainRequestState.Completed => CancelInvoiceOutcome.AlreadyPaid,
        ChainRequestState.Expired => CancelInvoiceOutcome.AlreadyExpired,
        ChainRequestState.Canceled => CancelInvoiceOutcome.Canceled,
    };
}
