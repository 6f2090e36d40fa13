using System.Text;
using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>The parameters of a BIP 21 URI that we know, as they are read one by one.</summary>
internal sealed class Bip21Parameters
{
    private const string Required = "req-";

    private static readonly UTF8Encoding Utf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal)
    {
        ["amount"] = "", ["label"] = "", ["message"] = "", ["lightning"] = "",
    };

    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private Msat amount;

    /// <summary>True where a Lightning request is among them.</summary>
    public bool HasLightning => texts["lightning"].Length > 0;

    /// <summary>Reads what follows the question mark.</summary>
    public static Bip21Error Read(string query, out Bip21Parameters parameters)
    {
        parameters = new Bip21Parameters();
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Bip21Uri.Split(parameter, '=');
            if (parameters.Take(name.ToLowerInvariant(), value) is var error and not Bip21Error.None)
            {
                return error;
            }
        }

        return Bip21Error.None;
    }

    /// <summary>
    /// The URI that they and an address make. What is empty says nothing, and so does an amount of zero.
    /// </summary>
    public Bip21Uri ToUri(BitcoinAddress? address) => new(
        address, amount.IsZero ? null : amount, Find("label"), Find("message"), Find("lightning"));

    private string? Find(string name) => texts[name].Length > 0 ? texts[name] : null;

    private Bip21Error Take(string name, string value)
    {
        // BIP 21: what is required and not known makes the whole request one that must not be paid.
        var isRequired = name.StartsWith(Required, StringComparison.Ordinal);
        var known = isRequired ? name[Required.Length..] : name;
        if (!texts.ContainsKey(known))
        {
            return isRequired ? Bip21Error.UnknownRequirement : Bip21Error.None;
        }

        if (!TryDecode(value, out var text))
        {
            return Bip21Error.InvalidEncoding;
        }

        if (!given.Add(known))
        {
            return Bip21Error.RepeatedParameter;
        }

        texts[known] = text;
        return known != "amount" || Bip21Amount.TryRead(text, out amount)
            ? Bip21Error.None
            : Bip21Error.InvalidAmount;
    }

    // RFC 3986 alone: a plus sign is a plus sign. Uri's own reading leaves what it cannot read as it is.
    private static bool TryDecode(string value, out string text)
    {
        var sections = value.Split('%');
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(sections[0]));
        text = "";
        foreach (var section in sections.AsSpan(1))
        {
            if (section.Length < 2 || !char.IsAsciiHexDigit(section[0]) || !char.IsAsciiHexDigit(section[1]))
            {
                return false;
            }

            bytes.AddRange(Convert.FromHexString(section[..2]));
            bytes.AddRange(Encoding.UTF8.GetBytes(section[2..]));
        }

        try
        {
            text = Utf8.GetString([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
