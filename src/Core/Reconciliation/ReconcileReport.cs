namespace Fulgurite.Reconciliation;

/// <summary>What a run did.</summary>
/// <param name="Wallets">Wallets looked at.</param>
/// <param name="OverdueDeliveries">Deliveries ordered again.</param>
public readonly record struct ReconcileReport(int Wallets, int OverdueDeliveries)
{
    public static ReconcileReport operator +(ReconcileReport left, ReconcileReport right) =>
        new(left.Wallets + right.Wallets, left.OverdueDeliveries + right.OverdueDeliveries);
}
