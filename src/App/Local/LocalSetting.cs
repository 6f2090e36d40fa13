using Fulgurite.App.Callbacks;
using Fulgurite.Lightning;
using Fulgurite.Secrets;

namespace Fulgurite.App.Local;

/// <summary>What a local run's engine needs besides its ports to the outside.</summary>
/// <param name="Secrets">Where its keys are.</param>
/// <param name="Targets">Which callback addresses may be called.</param>
/// <param name="Network">The chain that its node is on.</param>
/// <param name="Clock">Tells the time.</param>
internal sealed record LocalSetting(
    ISecretStore Secrets, TargetPolicy Targets, BitcoinNetwork Network, TimeProvider Clock);
