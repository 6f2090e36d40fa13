namespace Fulgurite.Access;

/// <summary>One privileged act that was begun, or one call that was denied. Holds no secrets.</summary>
/// <param name="Id">Names it in its organization: 32 lower-case hex digits that sort newest first.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who, and where from.</param>
/// <param name="Action">What, as one of <see cref="AuditAction"/>.</param>
/// <param name="Subject">The id of what was acted upon; the called endpoint of a call that was denied.</param>
/// <param name="Detail">What changed, or why it was denied; names and values that are not secret.</param>
public sealed record AuditRecord(
    string Id, DateTimeOffset At, AuditActor Actor, string Action, string Subject, string? Detail);
