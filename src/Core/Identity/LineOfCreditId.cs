using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>Names a line of credit. Text form: a lower-case UUID.</summary>
public readonly record struct LineOfCreditId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LineOfCreditId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new LineOfCreditId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
