using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Identity;

/// <summary>Names a wallet, and the partition of its book. Text form: a lower-case UUID.</summary>
public readonly record struct WalletId(Guid Value)
{
    /// <summary>Reads a UUID in its dashed form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WalletId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new WalletId(value);
        return parsed;
    }

    /// <summary>The lower-case UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
