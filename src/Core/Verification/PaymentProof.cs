using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Payments;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>Holds a payment against what it pays, and its state against what it carries.</summary>
internal static class PaymentProof
{
    /// <summary>What is wrong; nothing for a payment that agrees with itself.</summary>
    public static IEnumerable<Finding> Check(Payment payment, Row row, EnvironmentId environment)
    {
        if (payment.Environment != environment)
        {
            yield return Wrong(
                row, "environment", payment.Environment.ToString(), environment.ToString(), "it is the wallet's");
        }

        if (OfTarget(payment, row) is { } wrong)
        {
            yield return wrong;
        }

        foreach (var (column, isThere, should) in Presence(payment, row.Fields))
        {
            if (isThere != should)
            {
                yield return Wrong(
                    row, column, isThere ? "something" : "nothing", null, $"the payment is {payment.State}");
            }
        }

        if (payment.Preimage is { } preimage && preimage.Hash() != payment.Hash)
        {
            // Not what it says: it may be the secret of something else.
            yield return Wrong(row, "preimage", null, null, "it does not prove a payment of the payment hash");
        }

        if (payment.Requests.Open < 0 || (payment.Requests.IsKnown && payment.Requests.LastIndex == 0))
        {
            yield return Wrong(row, "requests_open", null, null, "no requests lead there");
        }
    }

    private static Finding? OfTarget(Payment payment, Row row) => payment.Target switch
    {
        PaymentTarget.Invoice invoice => OfInvoice(payment, row, invoice.PaymentRequest),
        PaymentTarget.Keysend => OfKeysend(payment, row),
        _ => throw new InvariantBrokenException("an invoice is paid, or a node"),
    };

    // Whose preimage the hash is of, only the success shows.
    private static Finding? OfKeysend(Payment payment, Row row)
    {
        var expiresAt = payment.CreatedAt + PaymentTarget.Keysend.Lifetime;
        return payment.Kind != PaymentKind.Keysend
                ? Wrong(row, "kind", payment.Kind.ToString(), nameof(PaymentKind.Keysend), "it has a destination")
            : payment.IsAmountNamed
                ? Wrong(row, "is_amount_named", "True", "False", "nobody asked for a keysend")
            : payment.ExpiresAt != expiresAt
                ? Wrong(row, "expires_at", Text(payment.ExpiresAt), Text(expiresAt), "a keysend lasts so long")
            : null;
    }

    private static Finding? OfInvoice(Payment payment, Row row, string paymentRequest)
    {
        if (payment.Kind is not (PaymentKind.Bolt11 or PaymentKind.Bip21))
        {
            return Wrong(row, "kind", payment.Kind.ToString(), null, "it pays an invoice");
        }

        var error = Bolt11Decoder.ReadTerms(paymentRequest, out var request);
        if (request is null)
        {
            return Wrong(row, "payment_request", paymentRequest, null, $"it is no payment request: {error}");
        }

        List<(string Column, string Says, string Should)> columns =
        [
            ("payment_hash", payment.Hash.ToString(), request.PaymentHash.ToString()),
            ("is_amount_named", $"{payment.IsAmountNamed}", $"{request.Amount is not null}"),
            ("amount_msat", payment.Amount.ToString(), (request.Amount ?? payment.Amount).ToString()),
            ("expires_at", Text(payment.ExpiresAt), Text(request.ExpiresAt)),
        ];
        return columns.Where(column => column.Says != column.Should).ToList() switch
        {
            [] => null,
            [var (column, says, should)] => Wrong(row, column, says, should, "the payment request says so"),
            _ => Wrong(row, "payment_request", paymentRequest, null, "it belongs to another payment"),
        };
    }

    private static IEnumerable<(string Column, bool IsThere, bool Should)> Presence(
        Payment payment, RowFields fields) =>
    [
        ("fee_paid_msat", fields.IntegerOrNull("fee_paid_msat") is not null, payment.State == PaymentState.Succeeded),
        ("preimage", payment.Preimage is not null, payment.State == PaymentState.Succeeded),
        ("failure", payment.Failure is not null, payment.State == PaymentState.Failed),
        ("ended_at", payment.EndedAt is not null, payment.IsFinal),
        ("requested_at", payment.Requests.LastAt is not null, IsAsked(payment)),
    ];

    // A payment that failed may have been given up before the node was asked, or after; of one within the ledger no
    // node was asked.
    private static bool IsAsked(Payment payment) => payment.State switch
    {
        PaymentState.Initiated => false,
        PaymentState.InFlight or PaymentState.Succeeded => payment.Payee is null,
        PaymentState.Failed => payment.Requests.LastAt is not null,
    };

    private static Finding Wrong(Row row, string column, string? says, string? should, string why) =>
        new("wallets", row.Key, column, says, should, why);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
