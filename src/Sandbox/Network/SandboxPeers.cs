using Fulgurite.Lightning;

namespace Fulgurite.Sandbox.Network;

/// <summary>
/// The nodes of the sandbox network that take keysends, one for each outcome, always with the same keys: those of the
/// private keys 1, 2 and 3, so nobody should send them real money. All are the payee's.
/// </summary>
public static class SandboxPeers
{
    /// <summary>Takes every keysend.</summary>
    public const string Settles = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    /// <summary>Takes none, as a node that does not accept keysends.</summary>
    public const string Fails = "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";

    /// <summary>Holds each until it is released.</summary>
    public const string Holds = "02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9";

    /// <summary>How keysends to a node go; null where there is no such node.</summary>
    public static SandboxPlan? PlanOf(NodePublicKey destination) => destination.Hex switch
    {
        Settles => new SandboxPlan(),
        Fails => new SandboxPlan(SandboxOutcome.Fail),
        Holds => new SandboxPlan(SandboxOutcome.Hold),
        _ => null,
    };
}
