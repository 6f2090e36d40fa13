using Fulgurite.Sandbox.Chain;

namespace Fulgurite.Sandbox.Network;

/// <summary>Everybody on the sandbox network.</summary>
/// <param name="Node">Our node, which issues invoices.</param>
/// <param name="Paying">The same node as what pays.</param>
/// <param name="Payer">Who pays our invoices.</param>
/// <param name="Payee">Whom we can pay.</param>
/// <param name="Chain">The chain below the network.</param>
/// <param name="ChainWallet">Our node's wallet on it.</param>
public sealed record SandboxNetwork(
    SandboxNode Node,
    SandboxPayingNode Paying,
    SandboxPayer Payer,
    SandboxPayee Payee,
    SandboxChain Chain,
    SandboxChainWallet ChainWallet);
