namespace Fulgurite.App.Local;

/// <summary>What a receiver makes of a callback.</summary>
/// <param name="Scheme">The scheme that its headers are of.</param>
/// <param name="EventName">What it tells of, where the headers say so.</param>
/// <param name="Problem">Why it is not believed; null when it is.</param>
internal sealed record InboxVerdict(string Scheme, string? EventName, string? Problem);
