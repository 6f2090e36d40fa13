using System.Net;

namespace Fulgurite.App.Callbacks;

/// <summary>Which addresses may be called back.</summary>
/// <param name="AllowsLocal">
/// True in the sandbox only: plain http, bare addresses and this machine's own network are fine for a developer's
/// server.
/// </param>
internal sealed record TargetPolicy(bool AllowsLocal)
{
    /// <summary>As it is sent, escapes included. Every attempt stores it, and storage holds 32,768.</summary>
    private const int LengthMax = 2048;

    /// <summary>What is wrong with an address, in words for the merchant; null when nothing is.</summary>
    public string? ProblemWith(Uri url)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            return "the address must begin with https://";
        }

        if (url.UserInfo.Length > 0)
        {
            return "the address must not carry a user name or password";
        }

        if (url.AbsoluteUri.Length > LengthMax)
        {
            return $"the address is longer than {LengthMax} characters";
        }

        if (AllowsLocal)
        {
            return null;
        }

        if (url.Scheme != Uri.UriSchemeHttps)
        {
            return "the address must begin with https://";
        }

        return url.HostNameType == UriHostNameType.Dns
            ? null
            : "the address must have a domain name, not an IP address";
    }

    /// <summary>Whether a resolved address may be connected to.</summary>
    public bool Allows(IPAddress address) => AllowsLocal || PublicAddresses.IsPublic(address);
}
