using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>
/// Names an environment: one organization's production, staging, ... with its own keys and endpoints. Text form: a
/// lower-case UUID.
/// </summary>
public readonly record struct EnvironmentId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EnvironmentId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new EnvironmentId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
