using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>One step.</summary>
/// <param name="EventType">The status that it led to.</param>
/// <param name="Error">Why, where it failed.</param>
/// <param name="Time">When.</param>
/// <param name="Position">Its number, from 0.</param>
internal sealed record PaymentHistoryEvent(
    string EventType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PaymentErrorBody? Error,
    DateTimeOffset Time,
    int Position);
