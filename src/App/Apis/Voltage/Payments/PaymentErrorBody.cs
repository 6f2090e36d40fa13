using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Why a payment failed or expired.</summary>
/// <param name="Type">The step that failed.</param>
/// <param name="Code">Why.</param>
/// <param name="Detail">For people.</param>
internal sealed record PaymentErrorBody(string Type, string Code, string Detail)
{
    /// <summary>The facts of it; absent where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SendErrorContext? Context { get; init; }
}
