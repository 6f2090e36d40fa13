using System.Text.Json;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Invoices;
using Fulgurite.OnChain;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>The payment that webhooks and the event log show: the same object that a read of it gives.</summary>
internal static class PaymentObject
{
    /// <summary>The JSON of the payment that some news is about; null where it is about none.</summary>
    public static byte[]? Render(PaymentBodies bodies, News news) => news switch
    {
        InvoiceNews { Invoice: var invoice } => Write(bodies.FromCore(invoice, news.Organization)),
        PaymentNews { Payment: var payment } => Write(PaymentBodies.FromCore(payment, news.Organization)),
        ChainRequestNews { Request: var request, Receipts: var receipts } =>
            Write(bodies.OnChain.FromCore(request, receipts, news.Organization)),
        OnChainSendNews { Send: var send } => Write(ChainSendBodies.FromCore(send, news.Organization)),
        _ => null,
    };

    private static byte[] Write(PaymentBody body) =>
        JsonSerializer.SerializeToUtf8Bytes(body, PaymentJson.Default.PaymentBody);
}
