using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>Gives a request its address and, where its kind has one, its invoice. Tells nobody of them.</summary>
public sealed class IssueChainRequest(
    NewChainAddress addresses, SerialNumbers serials, IssueAtNode invoices, TimeProvider clock)
{
    /// <summary>
    /// Makes both. Repeating it with the same id gives the same address and the same payment request. Where the node
    /// will not issue an invoice, its own words say why.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Nobody was told of anything: repeat it.</exception>
    /// <exception cref="NodeRefusedException">The wallet on the chain is not configured, or refuses us.</exception>
    /// <exception cref="StorageUnavailableException">Nobody was told of anything: repeat it.</exception>
    public async Task<(IssuedChainRequest? Issued, CreateChainRequestRefusal? Refusal, string? Reason)> Execute(
        NewChainRequest asked, CancellationToken cancel)
    {
        // What is not stored in the end nobody knows of. An end keeps money that comes there out of the balance.
        var receiver = new ChainReceiver(
            asked.Environment, asked.Wallet, asked.Id, default, clock.GetUtcNow() + asked.Expiry);
        var address = await addresses.Execute(receiver, cancel);
        if (asked.Kind != PaymentKind.Bip21)
        {
            return (new IssuedChainRequest(address, null), null, null);
        }

        var serial = await serials.Next(asked.Environment, cancel);
        if (serial > CreateInvoice.SerialMax)
        {
            return (null, CreateChainRequestRefusal.SerialNumbersExhausted, null);
        }

        var part = PartOf(asked);
        var (issued, refusal, reason) = await invoices.Execute(part, asked.Id, cancel);
        return issued is null
            ? (null, RefusalOf(refusal), reason)
            : (new IssuedChainRequest(address, InvoiceOf(part, asked.Id, serial, issued)), null, null);
    }

    private static CreateChainRequestRefusal RefusalOf(CreateInvoiceRefusal? refusal) =>
        refusal == CreateInvoiceRefusal.IdTaken
            ? CreateChainRequestRefusal.IdTaken
            : CreateChainRequestRefusal.NodeRefused;

    private static NewInvoice PartOf(NewChainRequest asked) => new(
        asked.Environment, asked.Wallet, asked.Amount, asked.Description, asked.Expiry, null, null, asked.Id)
    {
        Metadata = asked.Metadata,
        TakesDepositFee = false,
        IsPartOfRequest = true,
    };

    private Invoice InvoiceOf(NewInvoice part, InvoiceId id, int serial, IssuedInvoice issued) => new()
    {
        Id = id,
        Wallet = part.Wallet,
        Environment = part.Environment,
        Serial = serial,
        Hash = invoices.HashOf(part, id),
        PaymentRequest = issued.PaymentRequest,
        Amount = part.Amount,
        Fee = new BasisPoints(0),
        Description = part.Description,
        Metadata = part.Metadata,
        MerchantReference = null,
        CustomerReference = null,
        CreatedAt = issued.CreatedAt,
        ExpiresAt = issued.ExpiresAt,
        RecordedAt = issued.CreatedAt,
        IsPartOfRequest = true,
        State = InvoiceState.Open,
    };
}
