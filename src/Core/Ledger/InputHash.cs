using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Ledger;

/// <summary>
/// A fingerprint of everything a command was asked to do, kept with its idempotency key: the same key with another
/// input is a mistake of the caller and must not look like a replay. 32 lower-case hex digits.
/// </summary>
public sealed record InputHash
{
    private InputHash(string value) => Value = value;

    /// <summary>The fingerprint.</summary>
    public string Value { get; }

    /// <summary>Of the parts in order; a part's length is included, so that no two inputs read alike.</summary>
    public static InputHash Of(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part).Append('\n');
        }

        return new InputHash(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32]);
    }

    /// <summary>The fingerprint as it was stored.</summary>
    public static InputHash Stored(string value) => new(value);
}
