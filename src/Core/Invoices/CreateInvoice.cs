using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Issues an invoice. The payment hash is recorded before the node hears of it, and the invoice is stored before
/// anybody else does: whatever crashes in between leaves an invoice that no one can pay, or one that we know of.
/// </summary>
public sealed class CreateInvoice(
    ITableStore tables,
    SerialNumbers serials,
    IssueAtNode issue,
    AttentionIndex attention,
    Announce announce,
    IRandomness randomness)
{
    /// <summary>Surfaces make three 31-bit ids from one serial number.</summary>
    public const int SerialMax = (int.MaxValue - 2) / 3;

    private readonly SharedCommits wallets = new(tables, WalletRows.Table);

    /// <summary>
    /// Makes one. Two storage transactions, fewer where a wallet's invoices are made together, and one node request.
    /// Every call makes another invoice, unless the request names its id: then a repeat, also one at the same time, is
    /// answered with the invoice that was made first.
    /// </summary>
    /// <exception cref="NodeUnavailableException">No invoice was handed out; try again.</exception>
    /// <exception cref="StorageUnavailableException">No invoice was handed out; try again.</exception>
    public async Task<CreateInvoiceOutcome> Execute(NewInvoice asked, CancellationToken cancel)
    {
        var audience = await announce.To(asked.Environment, cancel);
        if (audience.Environment is not { } environment)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.EnvironmentNotFound);
        }

        var id = asked.Id ?? new InvoiceId(randomness.NextUuid());
        if (asked.Id is not null && await Read(asked.Wallet, id, cancel) is { } existing)
        {
            return new CreateInvoiceOutcome(existing, null);
        }

        var serial = await serials.Next(asked.Environment, cancel);
        if (serial > SerialMax)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.SerialNumbersExhausted);
        }

        var (issued, reason) = await issue.Execute(asked, id, cancel);
        if (issued is null)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.NodeRefused, reason);
        }

        var invoice = new Invoice
        {
            Id = id,
            Wallet = asked.Wallet,
            Environment = asked.Environment,
            Serial = serial,
            Hash = issue.HashOf(asked, id),
            PaymentRequest = issued.PaymentRequest,
            Amount = asked.Amount,
            Fee = environment.DepositFee,
            MerchantReference = asked.MerchantReference,
            CustomerReference = asked.CustomerReference,
            CreatedAt = issued.CreatedAt,
            ExpiresAt = issued.ExpiresAt,
            State = InvoiceState.Open,
        };
        return new CreateInvoiceOutcome(await Store(invoice, audience, cancel), null);
    }

    private async Task<Invoice> Store(Invoice invoice, Audience audience, CancellationToken cancel)
    {
        var deliveries = audience.Plan(InvoiceNews.Generated(invoice, announce.Now));
        var looksAt = await attention.Mark(
            invoice.Wallet, deliveries.Count > 0 ? deliveries[0].CreatedAt : invoice.ExpiresAt, cancel);
        if (deliveries.Count > 0)
        {
            await attention.Mark(invoice.Wallet, invoice.ExpiresAt, cancel);
        }

        var batch = new RowBatch([.. InvoiceRows.Inserts(invoice), .. deliveries.SelectMany(DeliveryRows.Inserts)]);
        var outcome = await wallets.Commit(batch, cancel);

        // If not by us, it exists by a request with the same id that was faster, or by our own commit whose answer was
        // lost.
        var stored = outcome.Status == CommitStatus.Committed
            ? invoice
            : await Read(invoice.Wallet, invoice.Id, cancel)
                ?? throw new StorageUnavailableException("The invoice could not be stored; it was not handed out.");
        await attention.Renew(invoice.Wallet, looksAt, cancel);
        if (outcome.Status == CommitStatus.Committed)
        {
            await announce.PublishOrLeave(deliveries, batch.Writes, outcome.Versions, cancel);
        }

        return stored;
    }

    private async Task<Invoice?> Read(WalletId wallet, InvoiceId invoice, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, invoice), cancel) is { } row
            ? InvoiceRows.ToInvoice(row)
            : null;
}
