using Fulgurite.Lightning;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;
using PaymentHash = Fulgurite.Lightning.PaymentHash;

namespace Fulgurite.Lnd;

/// <summary>
/// Turns LND's messages into the port's records. Zero-valued fields are absent on the wire (proto3), so absence reads
/// as zero. A message that makes no sense is no definite answer.
/// </summary>
internal static class LndAnswers
{
    /// <summary>Reads GetInfo.</summary>
    /// <exception cref="NodeUnavailableException">No identity, or a network that we do not know.</exception>
    public static NodeInfo ToCore(GetInfoResponse info)
    {
        if (!NodePublicKey.TryParse(info.IdentityPubkey, out var id))
        {
            throw Senseless("an identity that is no public key");
        }

        var network = info.Chains.FirstOrDefault()?.Network;
        return new NodeInfo(id, info.Alias, ToNetwork(network), info.Version, info.SyncedToChain);
    }

    /// <summary>Reads an invoice; the preimage stays behind.</summary>
    /// <exception cref="NodeUnavailableException">A hash, amount or state that cannot be.</exception>
    public static NodeInvoice ToCore(Invoice invoice)
    {
        var hash = ToHash(invoice.RHash.Span);
        var state = ToState(invoice.State);
        if (state != NodeInvoiceState.Settled)
        {
            // LND counts the parts that it holds as paid already; to us nothing is until settled.
            return new NodeInvoice(hash, state, invoice.PaymentRequest, Msat.Zero, 0, null);
        }

        return new NodeInvoice(
            hash,
            state,
            invoice.PaymentRequest,
            ToAmount(invoice.AmtPaidMsat),
            invoice.SettleIndex,
            ToInstant(invoice.SettleDate));
    }

    /// <summary>Reads DecodePayReq.</summary>
    /// <exception cref="NodeUnavailableException">A hash, key, amount or time that cannot be.</exception>
    public static NodePaymentRequest ToCore(PayReq request)
    {
        if (!PaymentHash.TryParse(request.PaymentHash, out var hash)
            || !NodePublicKey.TryParse(request.Destination, out var payee))
        {
            throw Senseless("a payment request without hash or payee");
        }

        var amount = ToAmount(request.NumMsat);
        return new NodePaymentRequest(
            hash,
            payee,
            amount.IsZero ? null : amount,
            ToInstant(request.Timestamp),
            ToDuration(request.Expiry),
            request.Description);
    }

    /// <summary>Reads a payment hash of 32 bytes.</summary>
    /// <exception cref="NodeUnavailableException">Another length.</exception>
    public static PaymentHash ToHash(ReadOnlySpan<byte> bytes) =>
        bytes.Length == PaymentHash.Length ? new PaymentHash(bytes) : throw Senseless("a payment hash of another size");

    /// <summary>Reads an amount.</summary>
    /// <exception cref="NodeUnavailableException">Negative, or more than there is.</exception>
    public static Msat ToAmount(long millisatoshis) =>
        millisatoshis >= 0 && millisatoshis <= Msat.MaxValue.Value
            ? new Msat(millisatoshis)
            : throw Senseless("an amount outside 0 to 21 million BTC");

    /// <summary>What to throw at an answer that the API does not allow.</summary>
    public static NodeUnavailableException Senseless(string what) => new($"LND answered with {what}.");

    private static NodeInvoiceState ToState(Invoice.Types.InvoiceState state) => state switch
    {
        Invoice.Types.InvoiceState.Open => NodeInvoiceState.Open,
        Invoice.Types.InvoiceState.Accepted => NodeInvoiceState.Accepted,
        Invoice.Types.InvoiceState.Settled => NodeInvoiceState.Settled,
        Invoice.Types.InvoiceState.Canceled => NodeInvoiceState.Canceled,
        _ => throw Senseless($"an invoice in state {(int)state}"), // proto3 enums are open: a later LND may add one
    };

    private static BitcoinNetwork ToNetwork(string? network) => network switch
    {
        "mainnet" => BitcoinNetwork.Mainnet,
        "testnet" or "testnet4" => BitcoinNetwork.Testnet,
        "signet" => BitcoinNetwork.Signet,
        "regtest" => BitcoinNetwork.Regtest,
        _ => throw Senseless($"an unknown network '{network}'"),
    };

    /// <summary>Reads seconds since 1970.</summary>
    /// <exception cref="NodeUnavailableException">Before that, or outside the calendar.</exception>
    public static DateTimeOffset ToInstant(long seconds) =>
        seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw Senseless("a time outside the calendar");

    // Any number of seconds may be in a payment request (BOLT 11 field x); a century says enough.
    private static TimeSpan ToDuration(long seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, 0, (long)TimeSpan.FromDays(36_525).TotalSeconds));
}
