using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>Names an organization: a company that uses the processor. Text form: a lower-case UUID.</summary>
public readonly record struct OrganizationId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OrganizationId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new OrganizationId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
