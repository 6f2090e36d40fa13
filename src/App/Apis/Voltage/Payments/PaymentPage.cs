using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A page of payments.</summary>
/// <param name="Items">In the order that was asked for.</param>
/// <param name="Offset">How many come before; 0 where a cursor is used.</param>
/// <param name="Limit">Most items.</param>
/// <param name="Total">How many there are in all; absent where a cursor is used.</param>
/// <param name="HasMore">Whether others follow.</param>
/// <param name="NextCursor">What to ask for next; null at the end.</param>
internal sealed record PaymentPage(
    IReadOnlyList<PaymentBody> Items,
    long Offset,
    int Limit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total,
    bool HasMore,
    string? NextCursor);
