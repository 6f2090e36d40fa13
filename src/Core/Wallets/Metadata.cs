using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Wallets;

/// <summary>
/// A merchant's own notes on a payment or wallet: at most <see cref="PairsMax"/> pairs, each key and value at most
/// <see cref="LengthMax"/> UTF-16 units. Equal when the pairs are, in whatever order they were given. Stored as one
/// text: for each pair, by key, <c>{length}:{key}{length}:{value}</c>.
/// </summary>
public sealed class Metadata : IEquatable<Metadata>
{
    /// <summary>Most pairs.</summary>
    public const int PairsMax = 50;

    /// <summary>The greatest length of a key or a value.</summary>
    public const int LengthMax = 256;

    private Metadata(IReadOnlyList<KeyValuePair<string, string>> pairs) => Pairs = pairs;

    /// <summary>No notes.</summary>
    public static Metadata None { get; } = new([]);

    /// <summary>The pairs by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs { get; }

    /// <summary>The stored form; null for no pairs.</summary>
    public string? Text => Pairs.Count == 0
        ? null
        : string.Concat(Pairs.Select(p => $"{p.Key.Length}:{p.Key}{p.Value.Length}:{p.Value}"));

    /// <summary>
    /// A fingerprint of every pair, 16 hex digits each, by which a listing finds them; null for no pairs.
    /// </summary>
    public string? Digests => Pairs.Count == 0 ? null : string.Concat(Pairs.Select(p => DigestOf(p.Key, p.Value)));

    /// <summary>The metadata of some pairs; null when they are too many or too long, or two have one key.</summary>
    public static Metadata? Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = pairs.OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        var isValid = sorted.Count <= PairsMax
            && sorted.TrueForAll(p => p.Key.Length <= LengthMax && p.Value.Length <= LengthMax)
            && sorted.Select(p => p.Key).Distinct(StringComparer.Ordinal).Count() == sorted.Count;
        return isValid ? new Metadata(sorted) : null;
    }

    /// <summary>The metadata of its stored form.</summary>
    public static Metadata Stored(string? text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var rest = (text ?? "").AsSpan();
        while (!rest.IsEmpty)
        {
            var key = Take(ref rest);
            pairs.Add(new(key, Take(ref rest)));
        }

        return new Metadata(pairs);
    }

    /// <summary>The fingerprint of one pair: the first 64 bits of a SHA-256.</summary>
    public static string DigestOf(string key, string value) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Length}:{key}{value}")).AsSpan(0, 8));

    /// <summary>Whether it has every pair of another.</summary>
    public bool Contains(Metadata others) => others.Pairs.All(Pairs.Contains);

    /// <inheritdoc/>
    public bool Equals(Metadata? other) => other is not null && Pairs.SequenceEqual(other.Pairs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Metadata);

    /// <inheritdoc/>
    public override int GetHashCode() => Pairs.Aggregate(0, HashCode.Combine);

    private static string Take(ref ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        var isLength = int.TryParse(
            rest[..Math.Max(colon, 0)], NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        Invariant.Holds(isLength && length < rest.Length - colon, "stored metadata has the form length:text");
        var text = rest.Slice(colon + 1, length).ToString();
        rest = rest[(colon + 1 + length)..];
        return text;
    }
}
