using Fulgurite.Access;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Issues an invoice. The payment hash is recorded before the node hears of it, and the invoice is stored before
/// anybody else does: whatever crashes in between leaves an invoice that no one can pay, or one that we know of.
/// </summary>
public sealed class CreateInvoice(
    Registry registry,
    SerialNumbers serials,
    IssueAtNode issue,
    StoreInvoice store,
    WalletGate gate,
    IRandomness randomness)
{
    /// <summary>Surfaces make three 31-bit ids from one serial number.</summary>
    public const int SerialMax = (int.MaxValue - 2) / 3;

    /// <summary>
    /// Makes one. Two storage transactions, fewer where a wallet's invoices are made together, and one node request.
    /// Every call makes another invoice, unless the request names its id: then a repeat, also one at the same time, is
    /// answered with the invoice that was made first.
    /// </summary>
    /// <exception cref="NodeUnavailableException">No invoice was handed out; try again.</exception>
    /// <exception cref="StorageUnavailableException">No invoice was handed out; try again.</exception>
    public async Task<CreateInvoiceOutcome> Execute(NewInvoice asked, CancellationToken cancel)
    {
        if (await registry.FindEnvironment(asked.Environment, cancel) is not { } environment)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.EnvironmentNotFound);
        }

        var id = asked.Id ?? new InvoiceId(randomness.NextUuid());
        if (asked.Id is not null && await store.Find(asked.Wallet, id, cancel) is { } existing)
        {
            return existing.Environment == asked.Environment && !existing.IsPartOfRequest
                ? new CreateInvoiceOutcome(existing, null) { IsRepeat = true }
                : new CreateInvoiceOutcome(null, CreateInvoiceRefusal.IdTaken);
        }

        if (await gate.ProblemWith(asked.Wallet, cancel) is { } problem)
        {
            return new CreateInvoiceOutcome(null, RefusalOf(problem));
        }

        if (await WithFee(asked, cancel) is not { } priced)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.AmountRequired);
        }

        asked = priced;
        var serial = await serials.Next(asked.Environment, cancel);
        if (serial > SerialMax)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.SerialNumbersExhausted);
        }

        asked = asked with { NodeLine = await gate.NodeLineOf(asked.Wallet, cancel) };
        var (issued, refusal, reason) = await issue.Execute(asked, id, cancel);
        if (issued is null)
        {
            return new CreateInvoiceOutcome(null, refusal, reason);
        }

        // A number is taken for each request: whose number is stored has made the invoice.
        var fee = asked.TakesDepositFee ? environment.DepositFee : new BasisPoints(0);
        var stored = await store.Execute(InvoiceOf(asked, id, serial, issued, fee), cancel);
        return stored is null
            ? new CreateInvoiceOutcome(null, CreateInvoiceRefusal.WalletNotFound)
            : new CreateInvoiceOutcome(stored, null) { IsRepeat = stored.Serial != serial };
    }

    // Null where the payer may choose the amount: then there is nothing that the fee could be frozen for.
    private async Task<NewInvoice?> WithFee(NewInvoice asked, CancellationToken cancel)
    {
        var rate = asked.TakesProcessingFee ? await gate.ReceiveFeeOf(asked.Wallet, cancel) : default;
        if (rate.Value == 0 || asked.Amount is not { } principal)
        {
            return rate.Value == 0 ? asked : null;
        }

        var fee = ProcessingFee.On(principal, rate);
        return principal <= Msat.MaxValue - fee.Amount
            ? asked with { Amount = principal + fee.Amount, Processing = fee }
            : null;
    }

    private static CreateInvoiceRefusal RefusalOf(WalletChangeRefusal problem) =>
        problem == WalletChangeRefusal.LineDisabled
            ? CreateInvoiceRefusal.LineOfCreditDisabled
            : CreateInvoiceRefusal.WalletNotFound;

    private Invoice InvoiceOf(
        NewInvoice asked, InvoiceId id, int serial, IssuedInvoice issued, BasisPoints fee) => new()
    {
        Id = id,
        Wallet = asked.Wallet,
        Environment = asked.Environment,
        Serial = serial,
        Hash = issue.HashOf(asked, id),
        PaymentRequest = issued.PaymentRequest,
        Amount = asked.Amount,
        Fee = fee,
        Description = asked.Description,
        Metadata = asked.Metadata,
        MerchantReference = asked.MerchantReference,
        CustomerReference = asked.CustomerReference,
        CreatedAt = issued.CreatedAt,
        ExpiresAt = issued.ExpiresAt,
        RecordedAt = store.Now,
        Processing = asked.Processing,
        NodeLine = asked.NodeLine,
        State = InvoiceState.Open,
    };
}
