using System.Globalization;
using System.Text;

namespace Fulgurite.Wallets;

/// <summary>
/// Notes of the customer's: at most 50 pairs of text, each part at most 256 UTF-16 units. Ordered by key, ordinally.
/// Stored form: each part as <c>length:text</c>, one after the other, which always fits one column.
/// </summary>
public sealed class WalletMetadata
{
    /// <summary>Most pairs.</summary>
    public const int PairsMax = 50;

    /// <summary>Most UTF-16 units of a key or a value.</summary>
    public const int LengthMax = 256;

    private readonly SortedDictionary<string, string> pairs;

    private WalletMetadata(SortedDictionary<string, string> pairs) => this.pairs = pairs;

    /// <summary>No notes.</summary>
    public static WalletMetadata Empty { get; } = new(new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The pairs, by key.</summary>
    public IReadOnlyDictionary<string, string> Pairs => pairs;

    /// <summary>Takes pairs; null where there are too many, or one is too long.</summary>
    public static WalletMetadata? Of(IReadOnlyDictionary<string, string> given) =>
        given.Count > PairsMax || given.Any(p => p.Key.Length > LengthMax || p.Value.Length > LengthMax)
            ? null
            : new WalletMetadata(new SortedDictionary<string, string>(
                given.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>Reads the stored form.</summary>
    public static WalletMetadata Parse(string text)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var colon = text.IndexOf(':', at);
            Invariant.Holds(colon > at, "a stored part of metadata begins with its length");
            var length = int.Parse(text.AsSpan(at, colon - at), NumberStyles.None, CultureInfo.InvariantCulture);
            parts.Add(text.Substring(colon + 1, length));
            at = colon + 1 + length;
        }

        Invariant.Holds(parts.Count % 2 == 0, "stored metadata is pairs");
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i += 2)
        {
            pairs.Add(parts[i], parts[i + 1]);
        }

        return new WalletMetadata(pairs);
    }

    /// <summary>The stored form.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in pairs.SelectMany(pair => new[] { pair.Key, pair.Value }))
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return text.ToString();
    }
}
