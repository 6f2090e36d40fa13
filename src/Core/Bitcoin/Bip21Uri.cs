using System.Diagnostics.CodeAnalysis;
using System.Text;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>
/// A request to be paid on the chain, over Lightning, or either (BIP 21, with the <c>lightning</c> parameter and the
/// spelling rules of BIP 321). Text form: the URI, <c>bitcoin:ADDRESS?amount=...</c>.
/// </summary>
/// <param name="Address">Where to pay on the chain; null where only <paramref name="Lightning"/> is offered.</param>
/// <param name="Amount">What is asked for: whole satoshis above zero; null lets the payer choose.</param>
/// <param name="Label">A name of who is paid; null for none.</param>
/// <param name="Message">What it is for; null for nothing said.</param>
/// <param name="Lightning">A BOLT 11 text or another Lightning request, not looked into; null for none.</param>
public sealed record Bip21Uri(
    BitcoinAddress? Address,
    Msat? Amount = null,
    string? Label = null,
    string? Message = null,
    string? Lightning = null)
{
    private const string Scheme = "bitcoin:";

    /// <summary>True for a text with the scheme <c>bitcoin:</c> in any case, whatever follows.</summary>
    public static bool IsMeant(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a URI as somebody pasted or scanned it: scheme, parameter names and bech32 addresses may be in upper case,
    /// as QR codes are. Parameters that we do not know are left out, unless they say that they are required.
    /// </summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        BitcoinNetwork network,
        [NotNullWhen(true)] out Bip21Uri? uri,
        out Bip21Error error)
    {
        uri = null;
        var trimmed = text?.Trim() ?? "";
        if (!IsMeant(trimmed))
        {
            error = Bip21Error.Malformed;
            return false;
        }

        var (path, query) = Split(trimmed[Scheme.Length..], '?');
        error = Bip21Parameters.Read(query, out var parameters);
        if (error == Bip21Error.None)
        {
            error = ReadAddress(path, parameters, network, out var address);
            uri = error == Bip21Error.None ? parameters.ToUri(address) : null;
        }

        return uri is not null;
    }

    /// <summary>The URI, with every character of the texts that could be misread written in percent form.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Scheme).Append(Address);
        var next = '?';
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(next).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                next = '&';
            }
        }

        Add("amount", Amount is { } amount ? Bip21Amount.ToText(amount) : null);
        Add("label", Label);
        Add("message", Message);
        Add("lightning", Lightning);
        return text.ToString();
    }

    // A text before a separator, and what follows it; nothing where there is none.
    internal static (string Before, string After) Split(string text, char separator) =>
        text.IndexOf(separator) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, "");

    // BIP 321: the path may be empty where a parameter says how to pay.
    private static Bip21Error ReadAddress(
        string path, Bip21Parameters parameters, BitcoinNetwork network, out BitcoinAddress? address)
    {
        address = null;
        if (path.Length == 0)
        {
            return parameters.HasLightning ? Bip21Error.None : Bip21Error.Malformed;
        }

        BitcoinAddress.TryParse(path, network, out address, out var error);
        return error switch
        {
            BitcoinAddressError.None => Bip21Error.None,
            BitcoinAddressError.WrongNetwork => Bip21Error.WrongNetwork,
            BitcoinAddressError.Malformed or BitcoinAddressError.ChecksumMismatch => Bip21Error.InvalidAddress,
        };
    }
}
