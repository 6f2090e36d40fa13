using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>One step.</summary>
/// <param name="EventType">The status that it led to.</param>
/// <param name="Error">Why, for people, where it failed: the payment itself has it in parts.</param>
/// <param name="Time">When.</param>
/// <param name="Position">Its number, from 0.</param>
internal sealed record PaymentHistoryEvent(
    string EventType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    DateTimeOffset Time,
    int Position);
