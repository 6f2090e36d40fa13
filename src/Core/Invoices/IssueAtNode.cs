using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>
/// Has the node issue an invoice with our preimage, and reads back what it issued. The payment hash is recorded before
/// the node hears of it.
/// </summary>
public sealed class IssueAtNode(
    PaymentHashIndex hashes, PreimageSource preimages, ILightningNode node, BitcoinNetwork network)
{
    /// <summary>
    /// Issues. Repeating it with the same id gives the same invoice. One storage transaction and one node request.
    /// Without an invoice, the node's own words say why.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The invoice may exist at the node; nobody was told of it.</exception>
    /// <exception cref="StorageUnavailableException">The node was not asked.</exception>
    public async Task<(Bolt11Invoice? Issued, string? Reason)> Execute(
        NewInvoice asked, InvoiceId id, CancellationToken cancel)
    {
        var preimage = preimages.For(asked.Environment, id);
        var location = new InvoiceLocation(asked.Environment, asked.Wallet, id);
        await hashes.Add(preimage.Hash(), location, cancel);
        var added = await Add(new NewNodeInvoice(preimage, asked.Amount, asked.Description, asked.Expiry), cancel);
        return added.PaymentRequest is { } request
            ? (ReadBack(request, preimage.Hash(), asked), null)
            : (null, added.Reason);
    }

    private async Task<AddInvoiceOutcome> Add(NewNodeInvoice invoice, CancellationToken cancel)
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
    private Bolt11Invoice ReadBack(string paymentRequest, PaymentHash hash, NewInvoice asked)
    {
        var isReadable = Bolt11Invoice.TryDecode(paymentRequest, out var issued, out var error);
        Invariant.Holds(isReadable, $"the node issues valid BOLT 11 ({error})");
        Invariant.Holds(issued!.Network == network, "the node is on the network that it is configured for");
        Invariant.Holds(issued.PaymentHash == hash, "the node issues our payment hash");
        Invariant.Holds(issued.Amount == asked.Amount, "the node issues the amount that was asked");
        return issued;
    }
}
