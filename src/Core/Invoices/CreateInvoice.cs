using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Issues an invoice. The payment hash is recorded before the node hears of it, and the invoice is stored before anybody
/// else does: whatever crashes in between leaves an invoice that no one can pay, or one that we know of.
/// </summary>
public sealed class CreateInvoice(
    ITableStore tables,
    PaymentHashIndex hashes,
    Registry registry,
    SerialNumbers serials,
    PreimageSource preimages,
    ILightningNode node,
    AttentionIndex attention,
    IRandomness randomness)
{
    /// <summary>Surfaces make three 31-bit ids from one serial number.</summary>
    public const int SerialMax = (int.MaxValue - 2) / 3;

    /// <summary>
    /// Makes one. Two storage transactions and one node request; not idempotent: every call makes another invoice.
    /// </summary>
    /// <exception cref="NodeUnavailableException">No invoice was handed out; try again.</exception>
    /// <exception cref="StorageUnavailableException">No invoice was handed out; try again.</exception>
    public async Task<CreateInvoiceOutcome> Execute(NewInvoice asked, CancellationToken cancel)
    {
        if (await registry.FindEnvironment(asked.Environment, cancel) is not { } environment)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.EnvironmentNotFound);
        }

        var serial = await serials.Next(asked.Environment, cancel);
        if (serial > SerialMax)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.SerialNumbersExhausted);
        }

        var id = new InvoiceId(randomness.NextUuid());
        var preimage = preimages.For(asked.Environment, id);
        await hashes.Add(preimage.Hash(), new InvoiceLocation(asked.Environment, asked.Wallet, id), cancel);
        var added = await AddToNode(new NewNodeInvoice(preimage, asked.Amount, asked.Description, asked.Expiry), cancel);
        if (added.PaymentRequest is null)
        {
            return new CreateInvoiceOutcome(null, CreateInvoiceRefusal.NodeRefused, added.Reason);
        }

        var issued = ReadBack(added.PaymentRequest, preimage.Hash(), asked);
        var invoice = new Invoice
        {
            Id = id,
            Wallet = asked.Wallet,
            Environment = asked.Environment,
            Serial = serial,
            Hash = issued.PaymentHash,
            PaymentRequest = added.PaymentRequest,
            Amount = asked.Amount,
            Fee = environment.DepositFee,
            MerchantReference = asked.MerchantReference,
            CustomerReference = asked.CustomerReference,
            CreatedAt = issued.CreatedAt,
            ExpiresAt = issued.ExpiresAt,
            State = InvoiceState.Open,
        };
        await Store(invoice, cancel);
        return new CreateInvoiceOutcome(invoice, null);
    }

    private async Task<AddInvoiceOutcome> AddToNode(NewNodeInvoice invoice, CancellationToken cancel)
    {
        var outcome = await node.AddInvoice(invoice, cancel);
        if (outcome.Status != AddInvoiceStatus.AlreadyExists)
        {
            return outcome;
        }

        // A lost answer to our own earlier call: the hash cannot be anybody else's.
        var existing = await node.LookupInvoice(invoice.Preimage.Hash(), cancel)
            ?? throw new NodeUnavailableException("The node knows the payment hash but not the invoice.");
        return new AddInvoiceOutcome(AddInvoiceStatus.Added, existing.PaymentRequest);
    }

    // What is handed out is read back first: the payer will pay what the text says, not what we asked for.
    private static Bolt11Invoice ReadBack(string paymentRequest, PaymentHash hash, NewInvoice asked)
    {
        var isReadable = Bolt11Invoice.TryDecode(paymentRequest, out var issued, out var error);
        Invariant.Holds(isReadable, $"the node issues valid BOLT 11 ({error})");
        Invariant.Holds(issued!.PaymentHash == hash, "the node issues our payment hash");
        Invariant.Holds(issued.Amount == asked.Amount, "the node issues the amount that was asked");
        return issued;
    }

    private async Task Store(Invoice invoice, CancellationToken cancel)
    {
        await attention.Mark(invoice.Wallet, invoice.ExpiresAt, cancel);
        var batch = new RowBatch(InvoiceRows.Inserts(invoice));
        var outcome = await tables.Commit(WalletRows.Table, batch, cancel);
        if (outcome.Status == CommitStatus.Unknown)
        {
            outcome = await tables.Commit(WalletRows.Table, batch, cancel);
        }

        // After an unknown outcome, "already exists" is our own first try: the id is random.
        if (outcome.Status is not (CommitStatus.Committed or CommitStatus.AlreadyExists))
        {
            throw new StorageUnavailableException("The invoice could not be stored; it was not handed out.");
        }
    }
}
