using System.Globalization;
using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>What requests to receive on chain, and the rows that tell of them, say about each other.</summary>
internal static class ChainRequestClaims
{
    /// <summary>The kinds of effects of requests that idempotency records are about.</summary>
    public static readonly IReadOnlyList<string> KeyKinds = ["chain-request:", "chain-expire:", "chain-cancel:"];

    /// <summary>True for an event of a request.</summary>
    public static bool IsOfRequest(string? type) => type is not null && ChainRequestEvents.OfRequest.Contains(type);

    /// <summary>A request's.</summary>
    public static IEnumerable<Claim> Of(ChainRequest request)
    {
        var (row, id) = (ChainRequestRows.Key(request.Wallet, request.Id), request.Id.ToString());
        var open = ChainRequestRows.OpenKey(request);
        yield return new Claim(Topic.ChainOpen, false, row, open.Row, ("state", request.State.ToString()))
        {
            Alone = "an open request does not wait for its expiry",
            Missing = open,
            IsHint = request.IsFinal,
        };
        yield return PaidOf(false, row, id, request.PaidOnChain.Value, request.Pending) with
        {
            Alone = "no receipt of it is there",
            Column = "paid_onchain_msat",
            IsHint = request.PaidOnChain.IsZero && request.Pending == 0,
        };
        if (request.PaymentRequest is not null || request.PaidBy is not null)
        {
            yield return PartOf(
                false, row, id, request.PaymentRequest ?? "", request.PaidByLightning.Value, request.PaidBy) with
            {
                Alone = "its invoice is not there",
                Missing = request.PaymentRequest is null ? null : InvoiceRows.Key(request.Wallet, request.Id),
                Column = "paid_by_payment",
            };
        }

        foreach (var claim in StepsOf(request, row, id))
        {
            yield return claim;
        }
    }

    /// <summary>Of a row by which an open request waits for its expiry.</summary>
    public static Claim OfOpen(RowKey row) =>
        new(Topic.ChainOpen, true, row, row.Row, ("state", nameof(ChainRequestState.Open)))
        {
            Alone = "no request waits here for its expiry",
        };

    /// <summary>Of the receipts of one request that came in time, all together.</summary>
    public static Claim OfReceipts(RowKey last, string request, long paid, int pending) =>
        PaidOf(true, last, request, paid, pending) with
        {
            Alone = "receipts of it came in time, and it is not there",
            Missing = last with { Row = ChainRequestRows.Prefix + request },
        };

    /// <summary>Of an invoice that is part of a request.</summary>
    public static Claim OfPart(Invoice invoice) => PartOf(
        true,
        InvoiceRows.Key(invoice.Wallet, invoice.Id),
        invoice.Id.ToString(),
        invoice.PaymentRequest,
        invoice.AmountPaid.Value,
        invoice.PaidBy) with
    {
        Alone = "it is part of a request, which is not there",
        Missing = ChainRequestRows.Key(invoice.Wallet, invoice.Id),
    };

    /// <summary>An event's. Adds a finding where its id does not come from what happened.</summary>
    public static IEnumerable<Claim> OfEvent(Row row, Condemned condemned)
    {
        var (type, request) = (row.Fields.Text("type"), row.Fields.Text("receive"));
        if (row.Fields.Text("id") != Events.EventIds.For(type, $"{row.Key.Partition}/{request}").ToString())
        {
            condemned.Add(new Finding(
                "wallets", row.Key, null, null, null, "its id is not made from its type and its request"));
        }

        // What a receipt or an invoice completed is told by the one that did.
        return type == ChainRequestEvents.Completed
            ? []
            : [ToldOf(false, row.Key, type, request, row.Fields.Instant("at")) with
            {
                Alone = "no request is, or ended, as it tells",
            }];
    }

    private static IEnumerable<Claim> StepsOf(ChainRequest request, RowKey row, string id)
    {
        var made = StoreChainRequest.InputOf(request);
        var key = StoreChainRequest.KeyOf(request.Id);
        List<Claim> steps =
        [
            ToldOf(true, row, ChainRequestEvents.Generated, id, request.CreatedAt),
            .. OnceOf(request.Wallet, row, key, made, ("generated", request.CreatedAt)),
        ];
        if (request.State is ChainRequestState.Expired or ChainRequestState.Canceled)
        {
            var (type, outcome) = request.State == ChainRequestState.Canceled
                ? (ChainRequestEvents.Canceled, "canceled")
                : (ChainRequestEvents.Expired, "expired");
            var end = EndChainRequest.KeyOf(request.State, request.Id);
            steps.Add(ToldOf(true, row, type, id, request.EndedAt ?? default));
            steps.AddRange(OnceOf(
                request.Wallet, row, end, InputHash.Of(id), (outcome, request.EndedAt ?? default)));
        }

        return steps;
    }

    private static Claim ToldOf(bool isWitness, RowKey row, string type, string id, DateTimeOffset at) =>
        new(Topic.ChainRequestTold, isWitness, row, $"{type} {id}", ("at", Text(at)))
        {
            Alone = "no event tells of it",
        };

    private static Claim PaidOf(bool isWitness, RowKey row, string id, long paid, int pending) => new(
        Topic.ChainPaid,
        isWitness,
        row,
        id,
        ("paid_onchain_msat", Text(paid)),
        ("pending", Text(pending)))
        {
            Alone = "",
        };

    private static Claim PartOf(
        bool isWitness, RowKey row, string id, string text, long paid, InternalPayer? paidBy) => new(
        Topic.ChainInvoice,
        isWitness,
        row,
        id,
        ("payment_request", text),
        ("paid_lightning_msat", Text(paid)),
        ("paid_by_environment", paidBy?.Environment.ToString() ?? "none"),
        ("paid_by_wallet", paidBy?.Wallet.ToString() ?? "none"),
        ("paid_by_payment", paidBy?.Payment.ToString() ?? "none"))
        {
            Alone = "",
        };

    private static IEnumerable<Claim> OnceOf(
        WalletId wallet, RowKey row, IdempotencyKey key, InputHash input, (string Outcome, DateTimeOffset At) came)
    {
        var missing = WalletRows.OnceKey(wallet, key);
        var name = missing.Row["once|".Length..];
        yield return new Claim(Topic.Once, true, row, name, ("input", input.Value), ("outcome", came.Outcome))
        {
            Alone = "it happened, and no record keeps it from happening again",
            Missing = missing,
        };
        yield return new Claim(Topic.OnceMoment, true, row, name, ("at", Text(came.At)))
        {
            Alone = "it tells of an effect of which there is no record",
            Missing = missing,
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
