using Fulgurite.Money;

namespace Fulgurite.App.Checkout;

/// <summary>An invoice that a payer asked for.</summary>
/// <param name="WalletId">The wallet that is to receive.</param>
/// <param name="Amount">Whole satoshis, within the form's limits.</param>
/// <param name="RequestId">
/// The idempotency key: the form's random id and the amount, so that sending a form again gives the same invoice and
/// changing the amount gives another.
/// </param>
internal sealed record NewDeposit(string WalletId, Msat Amount, string RequestId);
