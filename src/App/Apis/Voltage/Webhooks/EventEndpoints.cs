using System.Text.Json;
using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// The event log of an environment, additive to the contract: whoever was away reads on from its cursor. What a cursor
/// has passed was told, and nothing is ever added behind it.
/// </summary>
internal static class EventEndpoints
{
    private const int PageMax = 100;

    // The log's own names, and the contract's.
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["invoice.settled"] = "receive.completed",
        ["invoice.expired"] = "receive.expired",
        ["invoice.canceled"] = "receive.expired",
        ["settlement.suspended"] = "receive.suspended",
        [ChainRequestEvents.Generated] = "receive.generated",
        [ChainRequestEvents.ReceiptDetected] = "receive.detected",
        [ChainRequestEvents.ReceiptCredited] = "receive.succeeded",
        [ChainRequestEvents.ReceiptSuspended] = "receive.suspended",
        [ChainRequestEvents.Completed] = "receive.completed",
        [ChainRequestEvents.Expired] = "receive.expired",
        [ChainRequestEvents.Canceled] = "receive.expired",
        ["payment.initiated"] = "send.created",
        ["payment.succeeded"] = "send.succeeded",
        ["payment.failed"] = "send.failed",
        ["chain-send.initiated"] = "send.created",
        ["chain-send.signed"] = "send.approved",
        ["chain-send.sent"] = "send.succeeded",
        ["chain-send.failed"] = "send.failed",
    };

    /// <summary>Adds the endpoint.</summary>
    public static void Map(VoltageRoutes routes) =>
        routes.Get(VoltageRoutes.Environment + "/events", Permission.Read, Read);

    private static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        if (WebhookQuery.Number(call, "limit", PageMax, 1, PageMax) is not { } limit)
        {
            return VoltageErrors.InvalidParameter($"limit is 1 to {PageMax}.");
        }

        if (EventCursor.Parse(WebhookQuery.Value(call, "cursor")) is not { } cursor)
        {
            return WebhookErrors.InvalidCursor;
        }

        var named = WebhookQuery.Values(call, "wallet_ids").Select(WalletOf).ToList();
        var ours = await call.Engine.Registry.FindWallets(call.Environment, call.Cancel);
        var wallets = named.Count == 0 ? ours : [.. ours.Where(wallet => named.Contains(wallet))];
        if (wallets.Count > EventCursor.WalletsMax)
        {
            return VoltageErrors.InvalidParameter(
                $"The environment has more than {EventCursor.WalletsMax} wallets: name that many in wallet_ids.");
        }

        // Of each wallet as many as would fill the page, and one more that tells whether there is more.
        var pages = await Task.WhenAll(wallets.Select(
            wallet => call.Engine.Wallets.Events(wallet, cursor[wallet], limit + 1, call.Cancel)));
        var oldest = pages.SelectMany(page => page)
            .OrderBy(happened => happened.At).ThenBy(happened => happened.Wallet.ToString(), StringComparer.Ordinal)
            .ThenBy(happened => happened.Sequence).ToList();
        var passed = InOrder(oldest).Take(limit).ToList();
        passed.ForEach(happened => cursor[happened.Wallet] = happened.Sequence);
        var types = WebhookQuery.Values(call, "types");
        var shown = passed.Where(happened => types.Count == 0 || types.Contains(TypeOf(happened)));
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new EventPage(
                await Task.WhenAll(shown.Select(happened => BodyOf(call, happened))),
                cursor.ToString(),
                oldest.Count > limit),
            WebhooksJson.Default.EventPage);
    }

    // A wallet's clock may step back between two events: its own order counts, and a position passes all before it.
    private static IEnumerable<WalletEvent> InOrder(IReadOnlyList<WalletEvent> oldest)
    {
        var byWallet = oldest.GroupBy(happened => happened.Wallet)
            .ToDictionary(group => group.Key, group => new Queue<WalletEvent>(group.OrderBy(e => e.Sequence)));
        return oldest.Select(happened => byWallet[happened.Wallet].Dequeue());
    }

    // Of a request that has an invoice too, only what completes it, or adds to it, is told in the contract's words.
    private static string TypeOf(WalletEvent happened) => happened.Data.TextOrNull("of_request") switch
    {
        "adds" => "receive.succeeded",
        "ends" => happened.Type,
        _ => Types.GetValueOrDefault(happened.Type, happened.Type),
    };

    private static WalletId WalletOf(string text) => WalletId.TryParse(text, out var wallet) ? wallet : default;

    private static async Task<EventBody> BodyOf(VoltageCall call, WalletEvent happened)
    {
        var news = await NewsOf(call, happened);
        var rendered = news is null
            ? null
            : PaymentObject.Render(call.Engine.PaymentBodies, news with { Organization = call.Organization });
        using var payment = rendered is null ? null : JsonDocument.Parse(rendered);
        return new EventBody(
            happened.Id.ToString(),
            TypeOf(happened),
            happened.At,
            happened.Wallet.ToString(),
            happened.Sequence,
            news switch
            {
                InvoiceNews received => received.Invoice.Id.ToString(),
                PaymentNews sent => sent.Payment.Id.ToString(),
                ChainRequestNews received => received.Request.Id.ToString(),
                OnChainSendNews sent => sent.Send.Id.ToString(),
                _ => null,
            },
            payment?.RootElement.Clone());
    }

    private static async Task<News?> NewsOf(VoltageCall call, WalletEvent happened)
    {
        if (PaymentId.TryParse(happened.Data.TextOrNull("payment"), out var id))
        {
            var payment = await call.Engine.Payments.ById(happened.Wallet, id, call.Cancel);
            return payment is null
                ? null
                : new PaymentNews(PaymentEvent.SendSucceeded, happened.Id, happened.At, payment);
        }

        if (PaymentId.TryParse(happened.Data.TextOrNull("send"), out var sendId))
        {
            var send = await call.Engine.OnChain.Reads.SendById(happened.Wallet, sendId, call.Cancel);
            return send is null
                ? null
                : new OnChainSendNews(PaymentEvent.SendSucceeded, happened.Id, happened.At, send);
        }

        if (InvoiceId.TryParse(happened.Data.TextOrNull("receive"), out var request))
        {
            return await NewsOf(call, happened, request);
        }

        var invoice = PaymentHash.TryParse(happened.Data.TextOrNull("payment_hash"), out var hash)
            ? await call.Engine.Invoices.ByHash(hash, call.Cancel)
            : null;
        if (invoice is not null && invoice.Wallet == happened.Wallet && invoice.IsPartOfRequest)
        {
            return await NewsOf(call, happened, invoice.Id);
        }

        return invoice?.Wallet == happened.Wallet
            ? new InvoiceNews(PaymentEvent.ReceiveCompleted, happened.Id, happened.At, invoice)
            : null;
    }

    private static async Task<News?> NewsOf(VoltageCall call, WalletEvent happened, InvoiceId id)
    {
        if (await call.Engine.ChainRequests.Store.Find(happened.Wallet, id, call.Cancel) is not { } request)
        {
            return null;
        }

        var receipts = await call.Engine.OnChain.Reads.Shown(happened.Wallet, id, call.Cancel);
        return new ChainRequestNews(PaymentEvent.ReceiveSucceeded, happened.Id, happened.At, request, receipts);
    }
}
