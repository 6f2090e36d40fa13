namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>Some records of an audit log, newest first.</summary>
/// <param name="Items">The records.</param>
/// <param name="HasMore">Whether there are older ones.</param>
/// <param name="NextCursor">What asks for them.</param>
internal sealed record AuditPage(IReadOnlyList<AuditBody> Items, bool HasMore, string? NextCursor);
