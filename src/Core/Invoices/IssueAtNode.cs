using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>
/// Has the node issue an invoice with our preimage, and reads back what it issued. The payment hash is recorded before
/// the node hears of it.
/// </summary>
public sealed class IssueAtNode(
    PaymentHashIndex hashes, PreimageSource preimages, BackingNodes nodes, BitcoinNetwork network)
{
    /// <summary>
    /// Issues. Repeating it with the same id gives the same invoice. One storage transaction and one node request.
    /// Where the node will not issue it, its own words say why.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The invoice may exist at the node; nobody was told of it.</exception>
    /// <exception cref="StorageUnavailableException">The node was not asked.</exception>
    public async Task<(IssuedInvoice? Issued, CreateInvoiceRefusal? Refusal, string? Reason)> Execute(
        NewInvoice asked, InvoiceId id, CancellationToken cancel)
    {
        var preimage = PreimageOf(asked, id);
        var location = new InvoiceLocation(asked.Environment, asked.Wallet, id)
        {
            Kind = asked.IsPartOfRequest ? PaymentKind.Bip21 : PaymentKind.Bolt11,
            NodeLine = asked.NodeLine,
        };
        var node = (await nodes.Of(asked.NodeLine, cancel)).Node;
        if (!await hashes.Add(preimage.Hash(), location, cancel))
        {
            return (null, CreateInvoiceRefusal.IdTaken, null);
        }

        var order = new NewNodeInvoice(preimage, asked.Amount, asked.Description, asked.Expiry);
        var added = await Add(node, order, cancel);
        return added.PaymentRequest is { } request
            ? (await ReadBack(node, (request, preimage.Hash()), asked, cancel), null, null)
            : (null, CreateInvoiceRefusal.NodeRefused, added.Reason);
    }

    /// <summary>The payment hash of an invoice, known before it is issued.</summary>
    public PaymentHash HashOf(NewInvoice asked, InvoiceId id) => PreimageOf(asked, id).Hash();

    private PaymentPreimage PreimageOf(NewInvoice asked, InvoiceId id) =>
        preimages.For(asked.Environment, id.Value);

    private static async Task<AddInvoiceOutcome> Add(
        ILightningNode node, NewNodeInvoice invoice, CancellationToken cancel)
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
    private async Task<IssuedInvoice> ReadBack(
        ILightningNode node, (string Text, PaymentHash Hash) made, NewInvoice asked, CancellationToken cancel)
    {
        var (issued, issuedHash, amount) = await Read(node, made.Text, cancel);
        Invariant.Holds(issuedHash == made.Hash, "the node issues our payment hash");
        Invariant.Holds(amount == asked.Amount, "the node issues the amount that was asked");
        return issued;
    }

    // A node newer than this code may write what our reader, made for payers, refuses: then the node reads it to us.
    private async Task<(IssuedInvoice Issued, PaymentHash Hash, Money.Msat? Amount)> Read(
        ILightningNode node, string paymentRequest, CancellationToken cancel)
    {
        if (Bolt11Invoice.TryDecode(paymentRequest, out var invoice, out var error))
        {
            Invariant.Holds(invoice.Network == network, "the node is on the network that it is configured for");
            var ours = new IssuedInvoice(paymentRequest, invoice.CreatedAt, invoice.ExpiresAt);
            return (ours, invoice.PaymentHash, invoice.Amount);
        }

        var read = await node.DecodePaymentRequest(paymentRequest, cancel);
        Invariant.Holds(read is not null, $"the node issues valid BOLT 11 ({error})");
        var its = new IssuedInvoice(paymentRequest, read.CreatedAt, read.CreatedAt + read.Expiry);
        return (its, read.Hash, read.Amount);
    }
}
