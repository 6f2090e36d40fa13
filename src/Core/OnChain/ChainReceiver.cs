using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.OnChain;

/// <summary>Whose an address is. Never changes.</summary>
/// <param name="Environment">Whose endpoints apply.</param>
/// <param name="Wallet">Who is credited.</param>
/// <param name="Receive">The request to receive that the address was made for; chosen by who asked for it.</param>
/// <param name="Fee">What the operator keeps of each receipt.</param>
/// <param name="ExpiresAt">
/// What is first seen from here on nobody expects any more: it goes to suspense. Null for an address without an end.
/// </param>
public sealed record ChainReceiver(
    EnvironmentId Environment, WalletId Wallet, InvoiceId Receive, BasisPoints Fee, DateTimeOffset? ExpiresAt);
