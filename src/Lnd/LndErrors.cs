using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Lnd.Grpc;

namespace Fulgurite.Lnd;

/// <summary>
/// What LND's errors mean. Almost all of them are status 2 (UNKNOWN) with a text, so the RPC and the text decide; the
/// texts are those of lnd 0.21. One that is not listed here is not a definite answer: the call may have happened.
/// </summary>
internal static class LndErrors
{
    private const string UnknownPayment = "payment isn't initiated";

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
        "payment request must contain either a payment address or blinded paths", // SendPaymentV2 alone
        "the AMP flag ", // "… must be set to pay an AMP invoice": SendPaymentV2 alone
    ];

    // SendPaymentV2 compares amounts before it makes a payment.
    private static readonly string[] PaymentAmountRefusals =
    [
        "amount must be specified when paying a zero amount invoice",
        "amount must not be specified when paying a non-zero ", // "… amount invoice"
    ];

    // btcwallet and btcutil, wherever in the text: WalletKit puts its own words before them.
    private static readonly (string Text, ChainSendFailure Failure)[] ChainRefusals =
    [
        ("insufficient funds", ChainSendFailure.InsufficientFunds), // "… available to construct transaction"
        ("transaction output is dust", ChainSendFailure.AmountTooSmall),
        ("decoded address is of unknown format", ChainSendFailure.InvalidAddress),
        ("error parsing address ", ChainSendFailure.InvalidAddress),
        ("address is not for ", ChainSendFailure.InvalidAddress), // "… regtest", or another network
    ];

    // The last is a node that never had an invoice.
    private static readonly string[] UnknownInvoice = ["unable to locate invoice", "there are no existing invoices"];

    private static readonly string[] CredentialRefusals =
    [
        "expected 1 macaroon, got ",
        "verification failed: ",
        "permission denied",
        "caveat \"", // "… not satisfied: …", as of a macaroon that its operator baked for a time
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

    /// <summary>
    /// What SendPaymentV2 says by ending before its first message; null when nothing definite. Every refusal here is
    /// one that LND gives before it makes a payment (<c>extractIntentFromSendRequest</c>). Never ask it about a stream
    /// that has begun.
    /// </summary>
    public static SendPaymentOutcome? SendPayment(GrpcStatusException failure)
    {
        // "invoice is already paid", "payment is in transition": one of the few codes of LND's own.
        if (failure.Code == GrpcStatusCode.AlreadyExists)
        {
            return new SendPaymentOutcome.AlreadyKnown();
        }

        return PaymentRefusal(failure) is { } reason ? new SendPaymentOutcome.Refused(reason, failure.Text) : null;
    }

    /// <summary>
    /// What SendPaymentV2 says of a keysend by ending before its first message; null when nothing definite.
    /// </summary>
    /// <param name="failure">The end.</param>
    /// <param name="fence">
    /// The caveat that the request carried. LND checks macaroons before anything else, and names the one that does not
    /// hold: ours, or one of the operator's, which says nothing of the time that we have.
    /// </param>
    public static SendPaymentOutcome? SendKeysend(GrpcStatusException failure, string fence) =>
        NamesCaveat(failure, fence)
            ? new SendPaymentOutcome.Refused(PaymentFailure.KeysendExpired, failure.Text)
            : SendPayment(failure);

    /// <summary>Why QueryRoutes finds no way; null when nothing definite.</summary>
    public static PaymentFailure? Route(GrpcStatusException failure) =>
        Says(failure, "insufficient local balance") ? PaymentFailure.InsufficientBalance
        : Says(failure, "unable to find a path to destination", "target not found") ? PaymentFailure.NoRoute
        : null;

    /// <summary>
    /// Why EstimateFee and FundPsbt make no transaction; null when nothing definite. Neither moves money, whatever it
    /// says.
    /// </summary>
    public static ChainSendFailure? ChainSend(GrpcStatusException failure)
    {
        foreach (var (text, reason) in ChainRefusals)
        {
            if (failure.Code == GrpcStatusCode.Unknown && failure.Text.Contains(text, StringComparison.Ordinal))
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>
    /// True when PublishTransaction says that the transaction is not taken now. LND says so of one that is in a block
    /// already too, as if its coins were spent by another.
    /// </summary>
    public static bool IsNotAccepted(GrpcStatusException failure) =>
        failure.Code == GrpcStatusCode.Unknown && !Says(failure, CredentialRefusals);

    /// <summary>
    /// True when TrackPaymentV2 says that the node never had a payment of the hash: by its code and its text, because a
    /// proxy's "not found" must not make a payment disappear.
    /// </summary>
    public static bool IsUnknownPayment(GrpcStatusException failure) =>
        failure.Code == GrpcStatusCode.NotFound && failure.Text.StartsWith(UnknownPayment, StringComparison.Ordinal);

    /// <summary>
    /// True when LND says that a macaroon is over: by its caveat, or, of one that was baked by entity, as of one that
    /// lacks the permission. The call was not made.
    /// </summary>
    public static bool IsOver(GrpcStatusException failure, string fence) =>
        NamesCaveat(failure, fence) || Says(failure, "permission denied");

    /// <summary>The failure as the port knows it, when the RPC's own rules found nothing definite.</summary>
    public static Exception ToPort(GrpcStatusException failure) =>
        Says(failure, CredentialRefusals)
            ? new NodeRefusedException($"LND refuses our macaroon: {failure.Text}")
            : new NodeUnavailableException($"LND gave no definite answer. {failure.Message}", failure);

    private static PaymentFailure? PaymentRefusal(GrpcStatusException failure)
    {
        if (Says(failure, "invoice expired"))
        {
            return PaymentFailure.InvoiceExpired;
        }

        if (Says(failure, "self-payments not allowed"))
        {
            return PaymentFailure.SelfPayment;
        }

        if (Says(failure, PaymentAmountRefusals))
        {
            return PaymentFailure.IncorrectPaymentDetails;
        }

        return Says(failure, PaymentRequestRefusals) ? PaymentFailure.InvalidPaymentRequest : null;
    }

    private static bool NamesCaveat(GrpcStatusException failure, string caveat) =>
        failure.Code == GrpcStatusCode.Unknown
        && failure.Text.Contains($"\"{caveat}\" not satisfied", StringComparison.Ordinal);

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
