using Fulgurite.Identity;

namespace Fulgurite.Verification;

/// <summary>What the verification of the wallets of a customer's own node came to.</summary>
/// <param name="Line">The line that the node backs.</param>
/// <param name="Wallets">How many wallets it has.</param>
/// <param name="Node">The books beside the node; null where it was not asked.</param>
/// <param name="Problem">Why it was not asked; null where it was.</param>
public sealed record OwnNodeVerdict(LineOfCreditId Line, int Wallets, NodeVerdict? Node, string? Problem);
