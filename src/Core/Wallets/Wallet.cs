namespace Fulgurite.Wallets;

/// <summary>A wallet as people see it.</summary>
/// <param name="Head">Its balances and limit.</param>
/// <param name="Profile">What it is called.</param>
public sealed record Wallet(WalletHead Head, WalletProfile Profile);
