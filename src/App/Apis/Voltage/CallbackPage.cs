namespace Fulgurite.App.Apis.Voltage;

/// <summary>A page of deliveries, newest first.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="HasMore">Whether older ones follow.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for them; null at the end.</param>
internal sealed record CallbackPage(IReadOnlyList<CallbackBody> Items, bool HasMore, string? NextCursor);
