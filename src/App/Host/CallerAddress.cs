using System.Net;

namespace Fulgurite.App.Host;

/// <summary>
/// Where a call came from. The rule of trust: a connection that did not come over loopback is the caller's own, and
/// whatever its headers say is ignored. One over loopback was made by the Functions host (a deployment listens on
/// loopback alone), and its front end has appended the address of the connection that it accepted to
/// <c>X-Forwarded-For</c>: so the right-most entry is the platform's word, and everything to its left is the caller's.
/// A proxy of your own before the platform is then the caller; its address is what key allowlists see. In a local run,
/// where callers share the machine with us, the header is as good as their word.
/// </summary>
internal static class CallerAddress
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>
    /// The address; IPv4 as IPv4 whatever the socket. Null where the platform's entry is no address: no allowlist lets
    /// that in.
    /// </summary>
    public static IPAddress? Of(HttpContext context)
    {
        var remote = context.Connection.RemoteIpAddress;
        var forwarded = context.Request.Headers[ForwardedFor].ToString();
        return remote is null || !IPAddress.IsLoopback(remote) || forwarded.Length == 0
            ? Plain(remote)
            : Plain(LastOf(forwarded));
    }

    // The front end writes the port too: 192.0.2.1:50123, [2001:db8::1]:50123.
    private static IPAddress? LastOf(string forwarded) =>
        IPEndPoint.TryParse(forwarded[(forwarded.LastIndexOf(',') + 1)..].Trim(), out var last) ? last.Address : null;

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
