using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Access;

/// <summary>
/// What is stored of an API key: SHA-256, 64 lower-case hex digits. A key has 43 random letters and digits (256 bits),
/// so nothing slower is needed: it cannot be found from its hash.
/// </summary>
public readonly record struct ApiKeyHash
{
    private ApiKeyHash(string text) => Text = text;

    /// <summary>The hex digits.</summary>
    public string Text { get; }

    /// <summary>The hash of a key.</summary>
    public static ApiKeyHash Of(string key) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));

    /// <summary>A stored hash.</summary>
    public static ApiKeyHash Stored(string text)
    {
        Invariant.Holds(text.Length == 64 && text.All(char.IsAsciiHexDigitLower), "a key's hash has 64 hex digits");
        return new ApiKeyHash(text);
    }

    /// <summary>The hex digits.</summary>
    public override string ToString() => Text;
}
