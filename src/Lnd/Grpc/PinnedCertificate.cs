using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fulgurite.Lnd.Grpc;

/// <summary>
/// The certificate that a server must present, byte for byte. Names, dates and issuers are not looked at: LND signs its
/// own certificate, and the bytes say more than any of them.
/// </summary>
internal sealed class PinnedCertificate
{
    private readonly byte[] der;

    private PinnedCertificate(byte[] der) => this.der = der;

    /// <summary>Reads the first certificate of a PEM text, such as LND's <c>tls.cert</c>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PinnedCertificate FromPem(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return new PinnedCertificate(certificate.RawData);
        }
        catch (CryptographicException)
        {
            // Without the cause: its text could quote what was pasted by mistake.
            throw new ArgumentException("Not a PEM certificate.", nameof(pem));
        }
    }

    /// <summary>True for the pinned certificate and for no other, absence included.</summary>
    public bool Matches(X509Certificate? presented) =>
        presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(der);
}
