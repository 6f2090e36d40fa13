using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>Names a bill. Text form: a lower-case UUID.</summary>
public readonly record struct BillId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BillId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new BillId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
