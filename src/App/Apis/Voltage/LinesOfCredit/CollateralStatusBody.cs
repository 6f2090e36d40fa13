using System.Text.Json.Serialization;
using Fulgurite.Credit;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>How far a line of credit is secured, in short: one of the two.</summary>
internal sealed record CollateralStatusBody
{
    /// <summary>Of a deposit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secured { get; init; }

    /// <summary>Of means of payment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Verified { get; init; }

    /// <summary>Of a line; null where collateral is waived.</summary>
    public static CollateralStatusBody? FromCore(Collateral collateral) => CollateralWords.ModeOf(collateral) switch
    {
        CollateralWords.Secured => new CollateralStatusBody { Secured = CollateralWords.StatusOf(collateral) },
        CollateralWords.Verified => new CollateralStatusBody { Verified = CollateralWords.StatusOf(collateral) },
        _ => null,
    };
}
