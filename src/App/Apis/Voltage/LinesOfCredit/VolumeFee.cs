using System.Text.Json;
using System.Text.Json.Nodes;
using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>
/// The contract's <c>volume_fee_percentage</c>: a number of percent for both directions, or an object of two,
/// <c>{"send", "receive"}</c>. Whole basis points: 0.25 is one quarter of a percent.
/// </summary>
internal static class VolumeFee
{
    private const int BasisPointsPerPercent = BasisPoints.PerWhole / 100;

    /// <summary>Of terms: one number where both directions cost the same.</summary>
    public static JsonNode FromCore(BillingTerms terms)
    {
        var (sent, received) = (Percent(terms.SentFee), Percent(terms.ReceivedFee));
        return sent == received
            ? JsonValue.Create(sent)
            : new JsonObject { ["send"] = JsonValue.Create(sent), ["receive"] = JsonValue.Create(received) };
    }

    /// <summary>Both rates; null where the value is none. What is left out is no fee.</summary>
    public static (BasisPoints Sent, BasisPoints Received)? ToCore(JsonElement? asked)
    {
        if (asked is not { ValueKind: not JsonValueKind.Null } value)
        {
            return (default, default);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return Rate(value) is { } both ? (both, both) : null;
        }

        return value.GetPropertyCount() == 2
            && value.TryGetProperty("send", out var send) && Rate(send) is { } sent
            && value.TryGetProperty("receive", out var receive) && Rate(receive) is { } received
                ? (sent, received)
                : null;
    }

    private static decimal Percent(BasisPoints rate) => (decimal)rate.Value / BasisPointsPerPercent;

    private static BasisPoints? Rate(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number
            || !value.TryGetDecimal(out var percent)
            || percent is < 0 or > 100)
        {
            return null;
        }

        var rate = percent * BasisPointsPerPercent;
        return decimal.IsInteger(rate) ? new BasisPoints((int)rate) : null;
    }
}
