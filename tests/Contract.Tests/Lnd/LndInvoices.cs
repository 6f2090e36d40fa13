using System.Security.Cryptography;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Invoices to ask for.</summary>
internal static class LndInvoices
{
    public static NewNodeInvoice Ask(long? amountMsat = 21_000, string memo = "A coffee", int expirySeconds = 3600) =>
        new(
            new PaymentPreimage(RandomNumberGenerator.GetBytes(32)),
            amountMsat is { } value ? new Msat(value) : null,
            memo,
            TimeSpan.FromSeconds(expirySeconds));

    /// <summary>Adds an invoice and returns its hash.</summary>
    public static async Task<PaymentHash> Add(this ILightningNode node, NewNodeInvoice? ask = null)
    {
        var invoice = ask ?? Ask();
        var outcome = await node.AddInvoice(invoice, CancellationToken.None);
        Assert.Equal(AddInvoiceStatus.Added, outcome.Status);
        return invoice.Preimage.Hash();
    }

    /// <summary>The first so many elements; the sequence is then abandoned.</summary>
    public static async Task<List<NodeInvoice>> First(this IAsyncEnumerable<NodeInvoice> invoices, int count)
    {
        var list = new List<NodeInvoice>();
        await foreach (var invoice in invoices)
        {
            list.Add(invoice);
            if (list.Count == count)
            {
                break;
            }
        }

        return list;
    }
}
