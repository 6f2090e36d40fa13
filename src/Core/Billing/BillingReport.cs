namespace Fulgurite.Billing;

/// <summary>What a look at a line found.</summary>
/// <param name="Open">Bills that were not final when it began.</param>
/// <param name="Owed">Bills that are yet to be paid.</param>
/// <param name="NextCloseAt">When the running cycle is closed.</param>
public sealed record BillingReport(int Open, int Owed, DateTimeOffset NextCloseAt);
