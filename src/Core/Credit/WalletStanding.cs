using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>What is known of a wallet and its line of credit.</summary>
/// <param name="Problem">What keeps it from sending; null for nothing.</param>
/// <param name="NodeLine">The line whose own node backs it; null where the operator's does.</param>
/// <param name="SendFee">What a payment that it sends costs on top.</param>
/// <param name="ReceiveFee">What one that it receives over Lightning costs its payer on top.</param>
internal sealed record WalletStanding(
    WalletChangeRefusal? Problem, LineOfCreditId? NodeLine, BasisPoints SendFee, BasisPoints ReceiveFee);
