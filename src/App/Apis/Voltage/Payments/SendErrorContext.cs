using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>The facts of a failure: the fee and its maximum, or the address, or the amount.</summary>
internal sealed record SendErrorContext
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? EstimatedFeeSats { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MaxFeeSats { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TargetBlocks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VoltageAmount? Amount { get; init; }
}
