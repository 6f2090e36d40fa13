using System.Text.Json;
using Fulgurite.App.Apis.Voltage.Bills;
using Fulgurite.App.Apis.Voltage.LinesOfCredit;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Billing;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>What webhooks show of some news: a payment, or what else it is about.</summary>
internal static class NewsObject
{
    /// <summary>Its JSON; null for news that webhooks do not tell.</summary>
    public static byte[]? Render(PaymentBodies bodies, News news) => news switch
    {
        LineNews { Line: var line } => JsonSerializer.SerializeToUtf8Bytes(
            LineBody.FromCore(line, line.Network!.Value), LinesJson.Default.LineBody),
        BillNews { Bill: var bill } => JsonSerializer.SerializeToUtf8Bytes(
            BillBody.FromCore(bill, null), BillsJson.Default.BillBody),
        LimitNews limit => JsonSerializer.SerializeToUtf8Bytes(
            LimitBody.FromCore(limit), WebhooksJson.Default.LimitBody),
        _ => PaymentObject.Render(bodies, news),
    };
}
