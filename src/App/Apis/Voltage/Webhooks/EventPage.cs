namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>A stretch of the event log.</summary>
/// <param name="Items">Events; each wallet's in the order in which they happened.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for what comes after, now or later.</param>
/// <param name="HasMore">Whether there is more already.</param>
internal sealed record EventPage(IReadOnlyList<EventBody> Items, string NextCursor, bool HasMore);
