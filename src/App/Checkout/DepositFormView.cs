using Fulgurite.Money;

namespace Fulgurite.App.Checkout;

/// <summary>What the deposit form of a wallet offers.</summary>
/// <param name="WalletId">The id in the form's address.</param>
/// <param name="Payee">Who is paid, as the payer knows them.</param>
/// <param name="AmountMin">The least that can be deposited at once.</param>
/// <param name="AmountMax">The most that can be deposited at once.</param>
/// <param name="IsMainnet">True when the amounts are real money.</param>
internal sealed record DepositFormView(string WalletId, string Payee, Msat AmountMin, Msat AmountMax, bool IsMainnet);
