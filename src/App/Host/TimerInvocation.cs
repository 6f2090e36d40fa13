namespace Fulgurite.App.Host;

/// <summary>One tick. After downtime at most one follows, so a handler catches up by its own cursor.</summary>
/// <param name="IsPastDue">The tick is later than its schedule, for diagnostics only.</param>
internal sealed record TimerInvocation(bool IsPastDue);
