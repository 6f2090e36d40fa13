namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>How a send on chain is to be resolved.</summary>
/// <param name="Abandon">
/// True where the operator answers for it that the send's transaction will never be in a block.
/// </param>
internal sealed record ResolveInput(bool? Abandon);
