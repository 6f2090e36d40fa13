using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>A page of bills.</summary>
/// <param name="Items">In the order that was asked for.</param>
/// <param name="Limit">Most items.</param>
/// <param name="NextCursor">What to ask for next; absent at the end.</param>
/// <param name="HasMore">Whether others follow.</param>
internal sealed record BillPage(
    IReadOnlyList<BillBody> Items,
    int Limit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor,
    bool HasMore);
