using Fulgurite.Lightning;
using Fulgurite.Lnd.Grpc;

namespace Fulgurite.Lnd;

/// <summary>
/// What LND's errors mean. Almost all of them are status 2 (UNKNOWN) with a text, so the RPC and the text decide; the
/// texts are those of lnd 0.21. One that is not listed here is not a definite answer: the call may have happened.
/// </summary>
internal static class LndErrors
{
    private static readonly string[] InvoiceRefusals =
    [
        "amount cannot be negative",
        "sat and msat arguments are mutually exclusive",
        "invoice amount ", // "… is too large, max is 100000 BTC"
        "data length too big to fit within 10 bits", // a memo over 639 bytes
        "memo too large", // over 1,024 bytes
        "invalid preimage length of ",
        "expiry of ", // "… seconds greater than max expiry of …"
    ];

    // LND's bech32 and BOLT 11 readers (zpay32).
    private static readonly string[] PaymentRequestRefusals =
    [
        "invoice not for current active network ",
        "invoice is too large",
        "invalid bech32 string length ",
        "invalid character in string",
        "string not all lowercase or all uppercase",
        "invalid index of 1",
        "failed converting data to bytes",
        "checksum failed",
        "hrp too short",
        "prefix should be ",
        "unknown multiplier ",
        "short invoice",
        "data too short",
        "last tagged field is broken",
        "invalid field length",
        "invalid invoice signature",
        "no payment hash found",
        "both description and description hash set",
        "neither description nor description hash set",
    ];

    // The last is a node that never had an invoice.
    private static readonly string[] UnknownInvoice = ["unable to locate invoice", "there are no existing invoices"];

    private static readonly string[] CredentialRefusals =
    [
        "expected 1 macaroon, got ",
        "verification failed: ",
        "permission denied",
    ];

    /// <summary>What a failed AddInvoice says about the invoice; null when nothing definite.</summary>
    public static AddInvoiceOutcome? AddInvoice(GrpcStatusException failure)
    {
        if (Says(failure, "invoice with payment hash already exists"))
        {
            return new AddInvoiceOutcome(AddInvoiceStatus.AlreadyExists);
        }

        return Says(failure, InvoiceRefusals)
            ? new AddInvoiceOutcome(AddInvoiceStatus.Refused, Reason: failure.Text)
            : null;
    }

    /// <summary>What a failed CancelInvoice says about the invoice; null when nothing definite.</summary>
    public static CancelInvoiceStatus? CancelInvoice(GrpcStatusException failure)
    {
        if (Says(failure, "invoice already settled"))
        {
            return CancelInvoiceStatus.AlreadySettled;
        }

        // Status 2 here, where LookupInvoiceV2 has 5.
        return Says(failure, UnknownInvoice) ? CancelInvoiceStatus.NotFound : null;
    }

    /// <summary>True when LookupInvoiceV2 says that there is no such invoice; its code for that is its own.</summary>
    public static bool IsUnknownInvoice(GrpcStatusException failure) =>
        failure.Code == GrpcStatusCode.NotFound || Says(failure, UnknownInvoice);

    /// <summary>True when DecodePayReq read the request and found it wanting.</summary>
    public static bool IsPaymentRequestRefused(GrpcStatusException failure) => Says(failure, PaymentRequestRefusals);

    /// <summary>The failure as the port knows it, when the RPC's own rules found nothing definite.</summary>
    public static Exception ToPort(GrpcStatusException failure) =>
        Says(failure, CredentialRefusals)
            ? new NodeRefusedException($"LND refuses our macaroon: {failure.Text}")
            : new NodeUnavailableException($"LND gave no definite answer. {failure.Message}", failure);

    private static bool Says(GrpcStatusException failure, params ReadOnlySpan<string> openings)
    {
        foreach (var opening in openings)
        {
            if (failure.Code == GrpcStatusCode.Unknown && failure.Text.StartsWith(opening, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
