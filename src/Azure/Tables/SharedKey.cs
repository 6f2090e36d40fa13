using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Azure.Tables;

/// <summary>An account's name and access key. Prints the name only.</summary>
public sealed class SharedKey
{
    private readonly byte[] key;

    /// <summary>Creates the credential.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="keyBase64">The access key as the portal shows it: base64.</param>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public SharedKey(string account, string keyBase64)
    {
        Account = account;
        key = Convert.FromBase64String(keyBase64);
    }

    /// <summary>The account and key that every Azurite knows; public, and worthless elsewhere.</summary>
    public static SharedKey Azurite { get; } = new(
        "devstoreaccount1",
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");

    /// <summary>The account's name.</summary>
    public string Account { get; }

    /// <summary>
    /// The value of the Authorization header. Shared Key Lite signs the date and the resource; unlike Shared Key it
    /// leaves out the content's type and hash. Source: "Authorize with Shared Key", Table service.
    /// </summary>
    /// <param name="date">What the request says in <c>x-ms-date</c>.</param>
    /// <param name="uri">The request's URI as it goes on the wire.</param>
    public string Authorize(string date, Uri uri)
    {
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(date, uri)));
        return $"SharedKeyLite {Account}:{Convert.ToBase64String(signature)}";
    }

    /// <summary>Date, line feed, account, encoded path. No operation of ours has a comp parameter.</summary>
    internal string StringToSign(string date, Uri uri) => $"{date}\n/{Account}{uri.AbsolutePath}";

    /// <summary>Never the key.</summary>
    public override string ToString() => $"{Account} (key redacted)";
}
