using Fulgurite.Bitcoin;

namespace Fulgurite.Sandbox.Chain;

/// <summary>A transaction on the sandbox chain.</summary>
/// <param name="Transaction">What was published.</param>
/// <param name="Label">What the wallet's records say of it; null where it is not the wallet's own.</param>
/// <param name="SeenAt">When it was published, in whole seconds.</param>
/// <param name="Height">Of its block; null while it waits for one.</param>
internal sealed record SandboxChainEntry(
    SignedTransaction Transaction, string? Label, DateTimeOffset SeenAt, int? Height);
