using Fulgurite.Secrets;

namespace Fulgurite.Lnd.Grpc;

/// <summary>Where a server is and how long to wait for it.</summary>
/// <param name="Address">The server: <c>https://HOST:PORT</c>.</param>
/// <param name="Certificate">The one certificate that the server may present.</param>
/// <param name="MacaroonHex">Sent with each call as metadata <c>macaroon</c>; hex digits.</param>
internal sealed record GrpcChannelSettings(Uri Address, PinnedCertificate Certificate, SecretValue MacaroonHex)
{
    /// <summary>
    /// The longest time between the moment a connection goes silent and the moment we give up on it: a ping falls due,
    /// its answer does not come, and the handler looks at its clocks four times in each of the two.
    /// </summary>
    public TimeSpan SilenceMax => KeepAliveDelay + KeepAliveTimeout + (Min(KeepAliveDelay, KeepAliveTimeout) / 2);

    /// <summary>How long a unary call may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a TCP connection and its TLS handshake may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Silence after which a ping is sent. LND closes connections that ping more often than every 5 seconds
    /// (<c>grpc.client-ping-min-wait</c>).
    /// </summary>
    public TimeSpan KeepAliveDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a ping may take.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message accepted, in bytes: many times a page of invoices paid in parts.</summary>
    public int MessageBytesMax { get; init; } = 32 * 1024 * 1024;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
