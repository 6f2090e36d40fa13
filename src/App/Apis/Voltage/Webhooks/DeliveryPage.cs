using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>A page of deliveries.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="Offset">How many were skipped; 0 with a cursor.</param>
/// <param name="Limit">How many were asked for.</param>
/// <param name="Total">How many there are; only with an offset.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page.</param>
/// <param name="HasMore">Whether there is one; only with a cursor.</param>
internal sealed record DeliveryPage(
    IReadOnlyList<DeliveryBody> Items,
    int Offset,
    int Limit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? HasMore);
