using System.Text.Json.Serialization;
using Fulgurite.Credit;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>What secures a line of credit: a mode, and what is known of it unless it is <c>waived</c>.</summary>
/// <param name="Mode"><c>secured</c>, <c>verified</c> or <c>waived</c>.</param>
/// <param name="Data">How far, and how much.</param>
internal sealed record CollateralBody(
    string Mode, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CollateralDataBody? Data)
{
    /// <summary>Of a line.</summary>
    public static CollateralBody FromCore(LineOfCredit line) => line.Collateral == Collateral.Waived
        ? new CollateralBody("waived", null)
        : new CollateralBody(
            CollateralWords.ModeOf(line.Collateral),
            new CollateralDataBody(
                VoltageAmount.FromCore(line.CollateralAmount), CollateralWords.StatusOf(line.Collateral)));
}
