using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>Names a payment that we make. Text form: a lower-case UUID.</summary>
public readonly record struct PaymentId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PaymentId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new PaymentId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
