namespace Fulgurite.Identity;

/// <summary>Which payment of ours paid an invoice of ours, within the ledger.</summary>
/// <param name="Environment">Whose payment: others must not be told of it.</param>
/// <param name="Wallet">Who paid.</param>
/// <param name="Payment">The payment.</param>
public sealed record InternalPayer(EnvironmentId Environment, WalletId Wallet, PaymentId Payment);
