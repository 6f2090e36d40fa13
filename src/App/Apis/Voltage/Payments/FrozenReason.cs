namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Why something is frozen.</summary>
/// <param name="Other">For people.</param>
internal sealed record FrozenReason(string Other);
