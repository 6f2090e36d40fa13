using System.Buffers;
using System.Text.Json;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>A payment as webhooks and the event log show it: what is the same of every kind.</summary>
internal static class PlainPayment
{
    /// <summary>The payment object of some news; null for news that is not of a payment.</summary>
    public static byte[]? Render(News news) => news switch
    {
        InvoiceNews { Invoice: var invoice } => Write(writer => Write(writer, invoice, news.Organization)),
        PaymentNews { Payment: var payment } => Write(writer => Write(writer, payment, news.Organization)),
        _ => null,
    };

    private static void Write(Utf8JsonWriter writer, Invoice invoice, OrganizationId organization)
    {
        writer.WriteString("id", invoice.Id.ToString());
        writer.WriteString("wallet_id", invoice.Wallet.ToString());
        writer.WriteString("organization_id", organization.ToString());
        writer.WriteString("environment_id", invoice.Environment.ToString());
        writer.WriteString("created_at", VoltageTime.TextOf(invoice.CreatedAt));
        writer.WriteString("updated_at", VoltageTime.TextOf(invoice.SettledAt ?? invoice.CreatedAt));
        writer.WriteString("currency", "btc");
        writer.WriteString("direction", "receive");
        writer.WriteString("type", "bolt11");
        writer.WriteString("status", invoice.State switch
        {
            InvoiceState.Settled => "completed",
            InvoiceState.Expired or InvoiceState.Canceled => "expired",
            InvoiceState.Open => "receiving",
        });
        writer.WriteStartObject("data");
        writer.WriteString("payment_request", invoice.PaymentRequest);
        writer.WriteNumber("amount_msats", (invoice.SettledAt is null ? invoice.Amount : invoice.AmountPaid)?.Value ?? 0);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Payment payment, OrganizationId organization)
    {
        writer.WriteString("id", payment.Id.ToString());
        writer.WriteString("wallet_id", payment.Wallet.ToString());
        writer.WriteString("organization_id", organization.ToString());
        writer.WriteString("environment_id", payment.Environment.ToString());
        writer.WriteString("created_at", VoltageTime.TextOf(payment.CreatedAt));
        writer.WriteString("updated_at", VoltageTime.TextOf(payment.EndedAt ?? payment.CreatedAt));
        writer.WriteString("currency", "btc");
        writer.WriteString("direction", "send");
        writer.WriteString("type", "bolt11");
        writer.WriteString("status", payment.State switch
        {
            PaymentState.Succeeded => "completed",
            PaymentState.Failed => "failed",
            PaymentState.Initiated or PaymentState.InFlight => "sending",
        });
        writer.WriteStartObject("data");
        writer.WriteString("payment_request", payment.PaymentRequest);
        writer.WriteNumber("amount_msats", payment.Amount.Value);
        writer.WriteNumber("max_fee_msats", payment.FeeMax.Value);
        writer.WriteNumber("fee_msats", payment.FeePaid.Value);
        writer.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
