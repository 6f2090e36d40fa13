using Fulgurite.OnChain;

namespace Fulgurite.Reconciliation;

/// <summary>What a run did.</summary>
/// <param name="Wallets">Wallets looked at.</param>
/// <param name="OverdueDeliveries">Deliveries ordered again.</param>
/// <param name="FirstFailure">The first part that could not be done: its failed task; null when all could.</param>
public readonly record struct ReconcileReport(int Wallets, int OverdueDeliveries, Task? FirstFailure = null)
{
    /// <summary>Settlements that the node had and no relay had published.</summary>
    public int MissedSettlements { get; init; }

    /// <summary>Outputs that pay an address of ours whose wallet is gone: an operator must look.</summary>
    public int LostReceipts { get; init; }

    /// <summary>Sends on chain that were taken as far as they go now, and are not final; null for none.</summary>
    public IReadOnlyList<OnChainSend>? UnsentOnChain { get; init; }

    /// <summary>Why the node could not be asked; null when it could.</summary>
    public string? NodeProblem { get; init; }

    public static ReconcileReport operator +(ReconcileReport left, ReconcileReport right) => new(
        left.Wallets + right.Wallets,
        left.OverdueDeliveries + right.OverdueDeliveries,
        left.FirstFailure ?? right.FirstFailure)
    {
        MissedSettlements = left.MissedSettlements + right.MissedSettlements,
        LostReceipts = left.LostReceipts + right.LostReceipts,
        UnsentOnChain = left.UnsentOnChain is { } some && right.UnsentOnChain is { } others
            ? [.. some, .. others]
            : left.UnsentOnChain ?? right.UnsentOnChain,
        NodeProblem = left.NodeProblem ?? right.NodeProblem,
    };
}
