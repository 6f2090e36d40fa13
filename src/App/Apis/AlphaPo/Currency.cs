using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>The currency codes of this surface.</summary>
internal static class Currency
{
    /// <summary>Bitcoin over Lightning: enabled for every merchant.</summary>
    public const string Lightning = "BTCLN";

    /// <summary>Bitcoin on chain: known, because BTCLN is quoted in it, and not enabled.</summary>
    public const string OnChain = "BTC";

    /// <summary>The contract's kind of both.</summary>
    public const string Type = "crypto";

    /// <summary>The upper-case code that a field names in any case; false when it names none.</summary>
    public static bool TryRead(RequestField field, [NotNullWhen(true)] out string? currency)
    {
        currency = field.Kind == RequestFieldKind.Text ? field.Value?.ToUpperInvariant() : null;
        return currency is Lightning or OnChain;
    }
}
