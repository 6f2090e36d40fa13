using Fulgurite.Lnd.Grpc;
using Fulgurite.Secrets;

namespace Fulgurite.Lnd;

/// <summary>How to reach one LND node.</summary>
/// <param name="Address">LND's gRPC listener, <c>HOST:PORT</c>; the port is usually 10009.</param>
/// <param name="CertificatePem">
/// The text of the node's <c>tls.cert</c>: the one certificate that it may present, whatever its names and dates say.
/// </param>
/// <param name="MacaroonHex">
/// The macaroon in hex digits. The calls of <see cref="LndNode"/> need <c>info:read invoices:read invoices:write</c>
/// and, for decoding, <c>offchain:read</c>.
/// </param>
public sealed record LndNodeSettings(string Address, string CertificatePem, SecretValue MacaroonHex)
{
    /// <summary>How long one call may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Puts route hints into invoices, which a node with unannounced channels needs to be found.</summary>
    public bool IncludePrivateHints { get; init; }

    /// <exception cref="ArgumentException">A setting is malformed; its value is not in the message.</exception>
    internal GrpcChannelSettings ToChannel()
    {
        // The largest timeout that gRPC writes in milliseconds has eight digits.
        Invariant.Holds(
            Deadline > TimeSpan.Zero && Deadline.TotalMilliseconds < 100_000_000, "a deadline is 1 ms to 27 hours");
        return new GrpcChannelSettings(ToUri(), PinnedCertificate.FromPem(CertificatePem), ToLowerHex())
        {
            Deadline = Deadline,
        };
    }

    private Uri ToUri() =>
        Uri.TryCreate($"https://{Address}/", UriKind.Absolute, out var uri)
        && uri.PathAndQuery == "/"
        && uri.UserInfo.Length == 0
        && uri.Authority.Length > 0
        && char.IsAsciiDigit(Address[^1])
        && Address.LastIndexOf(':') > Address.LastIndexOf(']')
            ? uri
            : throw new ArgumentException("A node's address is HOST:PORT.", nameof(Address));

    private SecretValue ToLowerHex()
    {
        var hex = MacaroonHex.Reveal().Trim();
        return hex.Length > 0 && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit)
            ? new SecretValue(hex.ToLowerInvariant())
            : throw new ArgumentException("A macaroon is given in hex digits.", nameof(MacaroonHex));
    }
}
