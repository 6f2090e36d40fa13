using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Holds;

/// <summary>What is set aside for one send that is not final.</summary>
/// <param name="Wallet">Who pays.</param>
/// <param name="Payment">The send, over Lightning or on chain.</param>
/// <param name="Amount">The most that it may cost.</param>
/// <param name="Since">When it was set aside.</param>
public sealed record Hold(WalletId Wallet, PaymentId Payment, Msat Amount, DateTimeOffset Since);
