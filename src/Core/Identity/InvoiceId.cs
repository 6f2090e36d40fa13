using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>Names an invoice of ours. Text form: a lower-case UUID.</summary>
public readonly record struct InvoiceId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out InvoiceId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new InvoiceId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
