using System.Globalization;
using Fulgurite.ChainRequests;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>What listings say of invoices and payments, and those of their listings.</summary>
internal static class ListingClaims
{
    /// <summary>An invoice's; none where its request is listed.</summary>
    public static IEnumerable<Claim> Of(Invoice invoice) => invoice.IsPartOfRequest ? [] : Of(
        InvoiceRows.Key(invoice.Wallet, invoice.Id),
        new ListedPayment(
            invoice.Wallet,
            invoice.Id.Value,
            invoice.RecordedAt,
            PaymentDirection.Receive,
            PaymentKind.Bolt11,
            invoice.Metadata.Digests),
        invoice.Status,
        invoice.EndedAt);

    /// <summary>A request's.</summary>
    public static IEnumerable<Claim> Of(ChainRequest request) => Of(
        ChainRequestRows.Key(request.Wallet, request.Id), request.Listed, request.Status, request.EndedAt);

    /// <summary>A payment's.</summary>
    public static IEnumerable<Claim> Of(Payment payment) => Of(
        PaymentRows.Key(payment.Wallet, payment.Id),
        new ListedPayment(
            payment.Wallet,
            payment.Id.Value,
            payment.CreatedAt,
            PaymentDirection.Send,
            payment.Kind,
            payment.Metadata.Digests),
        payment.Status,
        payment.EndedAt);

    /// <summary>A send's on chain.</summary>
    public static IEnumerable<Claim> Of(OnChainSend send) => Of(
        OnChainSendRows.Key(send.Wallet, send.Id), OnChainSendRows.ToListed(send), send.Status, send.EndedAt);

    /// <summary>Of a row that lists something.</summary>
    public static Claim OfListed(Row row)
    {
        var listed = ListingRows.ToPayment(row);
        return ListedOf(true, row.Key, listed) with
        {
            Alone = "it is listed, and it is not there, or listed elsewhere",
            Missing = row.Key with { Row = $"{RowOf(listed)}|{listed.Id:D}" },
        };
    }

    /// <summary>Of a row that lists an end.</summary>
    public static Claim OfEnded(Row row)
    {
        var place = row.Key.Row[ListingRows.EndedPrefix.Length..];
        return EndedOf(true, row.Key, place, row.Fields.Text("status"), row.Fields.Instant("ended_at")) with
        {
            Alone = "it is listed as ended, and it is not there, or not final",
        };
    }

    private static IEnumerable<Claim> Of(
        RowKey row, ListedPayment listed, ListedStatus status, DateTimeOffset? endedAt)
    {
        yield return ListedOf(false, row, listed) with
        {
            Alone = "it is not listed",
            Missing = ListingRows.ListKey(listed.Wallet, listed.CreatedAt, listed.Id),
        };
        var place = ListingRows.PlaceOf(listed.CreatedAt, listed.Id);
        var isFinal = status is not (ListedStatus.Receiving or ListedStatus.Sending);
        yield return EndedOf(false, row, place, status.ToString(), endedAt) with
        {
            Alone = "its end is not listed",
            Missing = isFinal ? ListingRows.EndedKey(listed.Wallet, listed.CreatedAt, listed.Id) : null,
            IsHint = !isFinal,
        };
    }

    private static Claim ListedOf(bool isWitness, RowKey row, ListedPayment listed) => new(
        Topic.Listed,
        isWitness,
        row,
        $"{listed.Id:D}",
        (listed.Direction == PaymentDirection.Receive ? "recorded_at" : "created_at", Text(listed.CreatedAt)),
        ("direction", listed.Direction.ToString()),
        ("kind", listed.Kind.ToString()),
        ("metadata", listed.MetadataDigests ?? "none"))
        {
            Alone = "",
        };

    private static Claim EndedOf(
        bool isWitness, RowKey row, string place, string status, DateTimeOffset? endedAt) => new(
        Topic.Ended,
        isWitness,
        row,
        place,
        ("state", status),
        ("ended_at", endedAt is { } at ? Text(at) : "never"))
        {
            Alone = "",
        };

    // A BIP 21 request may have been paid over Lightning as well.
    private static string RowOf(ListedPayment listed) => listed switch
    {
        { Direction: PaymentDirection.Receive, Kind: PaymentKind.Bolt11 } => "invoice",
        { Direction: PaymentDirection.Receive } => "chain-request",
        { Kind: PaymentKind.OnChain } => "chain-send",
        _ => "payment",
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
