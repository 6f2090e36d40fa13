namespace Fulgurite.Reconciliation;

/// <summary>What a run did.</summary>
/// <param name="Wallets">Wallets looked at.</param>
/// <param name="OverdueDeliveries">Deliveries ordered again.</param>
/// <param name="FirstFailure">The first wallet that could not be handled: its failed task; null when all could.</param>
public readonly record struct ReconcileReport(int Wallets, int OverdueDeliveries, Task? FirstFailure = null)
{
    public static ReconcileReport operator +(ReconcileReport left, ReconcileReport right) => new(
        left.Wallets + right.Wallets,
        left.OverdueDeliveries + right.OverdueDeliveries,
        left.FirstFailure ?? right.FirstFailure);
}
