using System.Net;
using System.Net.Sockets;

namespace Fulgurite.App.Callbacks;

/// <summary>
/// Tells addresses on the open internet from all others (IANA special-purpose registries, RFC 6890), and connects only
/// to what a policy allows. The address that was checked is the one that is connected to: DNS is asked once.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

            // All but 2000::/3, the only global unicast space of version 6 (RFC 4291 §2.4), and what is special in it.
            // Outside are loopback, private and link-local addresses, and IPv4 addresses in their many wrappings.
            "::/3", "4000::/2", "8000::/1", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>
    /// Whether an address is on the open internet. Azure's platform address 168.63.129.16 is public by number and
    /// internal by nature, so it is not.
    /// </summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !plain.Equals(new IPAddress([168, 63, 129, 16])) && !NotPublic.Any(network => network.Contains(plain));
    }

    /// <summary>Resolves a name and connects to the first of its addresses that is allowed and answers.</summary>
    /// <exception cref="TargetRefusedException">None of its addresses is allowed.</exception>
    /// <exception cref="SocketException">The name does not resolve, or no connection could be made.</exception>
    public static async ValueTask<Stream> Connect(DnsEndPoint target, TargetPolicy policy, CancellationToken cancel)
    {
        var resolved = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancel);
        var allowed = resolved.Where(policy.Allows).ToArray();
        if (allowed.Length == 0)
        {
            throw new TargetRefusedException("the host name leads to a private or reserved address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var isConnected = false;
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancel);
            isConnected = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        finally
        {
            if (!isConnected)
            {
                socket.Dispose();
            }
        }
    }
}
