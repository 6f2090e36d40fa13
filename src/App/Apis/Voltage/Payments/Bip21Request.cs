using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// What a BIP 21 send asks for: a URI or a bare address with an invoice beside it. What a URI says counts more than
/// what the request says beside it.
/// </summary>
/// <param name="Address">Where to pay on chain; null where only an invoice is offered.</param>
/// <param name="Invoice">What is offered over Lightning; null where there is none that can be read.</param>
/// <param name="Terms">Amount, maximum fee and description.</param>
internal sealed record Bip21Request(BitcoinAddress? Address, Bolt11Invoice? Invoice, SendTerms Terms)
{
    /// <summary>What the payee is to get; null where nobody says.</summary>
    public Msat? Amount => Invoice?.Amount ?? Terms.Amount;

    /// <summary>Reads it, or says what is wrong.</summary>
    public static (Bip21Request? Request, VoltageAnswer? Problem) Read(
        SendInput data, string? currency, BitcoinNetwork network)
    {
        if (string.IsNullOrWhiteSpace(data.Address))
        {
            return (null, PaymentErrors.Required("missing_address", "address"));
        }

        var (terms, problem) = SendTerms.Read(data, currency);
        if (terms is null)
        {
            return (null, problem);
        }

        var text = data.Address.Trim();
        if (!Bip21Uri.IsMeant(text))
        {
            return BitcoinAddress.TryParse(text, network, out var address, out var error)
                ? (new Bip21Request(address, InvoiceOf(data.PaymentRequest), terms), null)
                : (null, ChainSendErrors.Of(error));
        }

        return Bip21Uri.TryParse(text, network, out var uri, out var wrong)
            ? (new Bip21Request(uri.Address, InvoiceOf(uri.Lightning ?? data.PaymentRequest), Of(uri, terms)), null)
            : (null, ChainSendErrors.Of(wrong));
    }

    /// <summary>Whether the invoice can be paid now, by a node of a network.</summary>
    public bool HasUsableInvoice(BitcoinNetwork network, DateTimeOffset now) =>
        Invoice is { } invoice && invoice.Network == network && now < invoice.ExpiresAt;

    private static SendTerms Of(Bip21Uri uri, SendTerms terms) => terms with
    {
        Amount = uri.Amount ?? terms.Amount,
        AmountField = uri.Amount is null ? terms.AmountField : "amount",
        AmountUnit = uri.Amount is null ? terms.AmountUnit : 1,
        Description = uri.Message ?? uri.Label ?? terms.Description,
    };

    // Whatever else may stand there, such as a BOLT 12 offer, is not paid: the address is.
    private static Bolt11Invoice? InvoiceOf(string? text) =>
        Bolt11Invoice.TryDecode(Bolt11Invoice.StripUriScheme((text ?? "").Trim()), out var invoice, out _)
            ? invoice
            : null;
}
