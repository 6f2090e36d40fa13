using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>Names an API key without opening anything: safe to show and to log. Text form: a lower-case UUID.</summary>
public readonly record struct ApiKeyId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ApiKeyId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new ApiKeyId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
