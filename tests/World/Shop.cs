using Fulgurite.Identity;

namespace Fulgurite.Worlds;

/// <summary>A merchant that was set up: its records with us, and its servers.</summary>
/// <param name="Environment">Its environment.</param>
/// <param name="Wallet">Its wallet.</param>
/// <param name="FeeBasisPoints">What the operator keeps.</param>
/// <param name="Servers">Where its callbacks go: one an endpoint.</param>
internal sealed record Shop(
    EnvironmentId Environment, WalletId Wallet, int FeeBasisPoints, IReadOnlyList<Merchant> Servers)
{
    /// <summary>The first of its servers.</summary>
    public Merchant Server => Servers[0];

    /// <summary>What its callbacks are signed with.</summary>
    public required string ProcessingSecret { get; init; }
}
