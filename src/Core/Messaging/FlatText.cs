using System.Text;

namespace Fulgurite.Messaging;

/// <summary>
/// The payload form of our messages: one <c>name=value</c> a line, values percent-encoded. Enough for flat facts, easy
/// to read in a dead-letter queue. Unknown names are ignored, so that old readers understand newer writers.
/// </summary>
public sealed class FlatText
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads a payload. Returns null when it is not of this form.</summary>
    public static FlatText? Parse(ReadOnlySpan<byte> payload)
    {
        var flat = new FlatText();
        var lines = Encoding.UTF8.GetString(payload).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return null;
            }

            flat.values[line[..equals]] = Uri.UnescapeDataString(line[(equals + 1)..]);
        }

        return flat;
    }

    /// <summary>Adds a value; null leaves it out. The name is letters and underscores.</summary>
    public FlatText With(string name, string? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }

        return this;
    }

    /// <summary>A value, or null.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name);

    /// <summary>The payload.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(
        string.Concat(values.Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}\n")));
}
