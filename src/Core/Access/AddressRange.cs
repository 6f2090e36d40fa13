using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fulgurite.Access;

/// <summary>
/// One IP address or a range of them. Text form: an address (<c>192.0.2.1</c>, <c>2001:db8::1</c>) or a range in CIDR
/// notation (<c>192.0.2.0/24</c>) whose bits after the prefix are zero. <c>default</c> contains nothing.
/// </summary>
public readonly record struct AddressRange
{
    private readonly IPNetwork network;

    private AddressRange(IPNetwork network) => this.network = network;

    /// <summary>
    /// Reads the text form and nothing else: no shortened or octal IPv4 (<c>10.1</c> would be 10.0.0.1), no zones, no
    /// IPv4 address written as IPv6.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AddressRange range)
    {
        range = default;
        var parts = text?.Split('/') ?? [];
        if (parts.Length is not (1 or 2) || !TryParseAddress(parts[0], out var address))
        {
            return false;
        }

        var longest = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = longest;
        if (parts.Length == 2 && !TryParseLength(parts[1], longest, out length))
        {
            return false;
        }

        // What has bits beyond its prefix is a slip of the pen: of the address, or of the prefix.
        var whole = string.Create(CultureInfo.InvariantCulture, $"{address}/{length}");
        if (!IPNetwork.TryParse(whole, out var parsed) || !parsed.BaseAddress.Equals(address))
        {
            return false;
        }

        range = new AddressRange(parsed);
        return true;
    }

    /// <summary>Whether an address is in it. IPv4 that a dual-stack socket shows as IPv6 counts as IPv4.</summary>
    public bool Contains(IPAddress address) =>
        this != default && network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>The text form; a range of one address is that address.</summary>
    public override string ToString()
    {
        var longest = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        return network.PrefixLength == longest ? network.BaseAddress.ToString() : network.ToString();
    }

    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address) || text.Contains('%', StringComparison.Ordinal))
        {
            return false;
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text
            : !address.IsIPv4MappedToIPv6 && !text.Contains('[', StringComparison.Ordinal);
    }

    private static bool TryParseLength(string text, int longest, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= longest;
}
