using Fulgurite.Identity;

namespace Fulgurite.Verification;

/// <summary>A wallet and the environment that lists it.</summary>
public readonly record struct ListedWallet(EnvironmentId Environment, WalletId Wallet);
