using Fulgurite.App.Callbacks;
using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.OnChain;
using Fulgurite.Reconciliation;
using Fulgurite.Secrets;

namespace Fulgurite.App.Local;

/// <summary>What a local run's engine needs besides its ports to the outside.</summary>
/// <param name="Secrets">Where its keys are.</param>
/// <param name="Targets">Which callback addresses may be called.</param>
/// <param name="Network">The chain that its node is on.</param>
/// <param name="Clock">Tells the product's time.</param>
internal sealed record LocalSetting(
    ISecretStore Secrets, TargetPolicy Targets, BitcoinNetwork Network, TimeProvider Clock)
{
    /// <summary>Measures how long others may take to answer.</summary>
    public TimeProvider Waits { get => field ?? Clock; init; }

    /// <summary>How long its node may take over the next settlement when Reconcile asks.</summary>
    public TimeSpan NodePatience { get; init; } = ReconcileSettlements.PatienceOverNetwork;

    /// <summary>Its node's wallet on the chain; null without one.</summary>
    public IChainWallet? Chain { get; init; }

    /// <summary>How many confirmations a receipt on chain needs.</summary>
    public ConfirmationPolicy Confirmations { get; init; } = ConfirmationPolicy.Default;
}
