namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>Some bills together.</summary>
/// <param name="Count">How many.</param>
/// <param name="Collection">What customers owe, or owed.</param>
/// <param name="Payout">What the operator owes, or owed.</param>
/// <param name="Paid">What was paid on them.</param>
internal sealed record BillSums(long Count, VoltageAmount Collection, VoltageAmount Payout, VoltageAmount Paid);
