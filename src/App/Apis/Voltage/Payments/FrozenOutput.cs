namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>An output that is frozen.</summary>
/// <param name="TxId">The transaction.</param>
/// <param name="Address">What it pays.</param>
/// <param name="AmountSats">What it holds.</param>
/// <param name="Reason">Why.</param>
internal sealed record FrozenOutput(string TxId, string Address, long AmountSats, FrozenReason Reason);
