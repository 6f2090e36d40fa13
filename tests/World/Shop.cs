using Fulgurite.Identity;

namespace Fulgurite.Worlds;

/// <summary>A merchant that was set up: its records with us, and its server.</summary>
/// <param name="Environment">Its environment.</param>
/// <param name="Wallet">Its wallet.</param>
/// <param name="FeeBasisPoints">What the operator keeps.</param>
/// <param name="Server">Where its callbacks go.</param>
internal sealed record Shop(EnvironmentId Environment, WalletId Wallet, int FeeBasisPoints, Merchant Server);
