using Fulgurite.Events;
using Fulgurite.Ledger;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>A wallet's balance in one currency.</summary>
/// <param name="Id">Names it.</param>
/// <param name="WalletId">Whose it is.</param>
/// <param name="EffectiveTime">When it last changed.</param>
/// <param name="Available">What can be spent without credit; negative where credit is drawn.</param>
/// <param name="Total">That, and what is held for sends that are not final.</param>
/// <param name="Network">The chain.</param>
/// <param name="Currency"><c>btc</c>.</param>
internal sealed record BalanceBody(
    string Id,
    string WalletId,
    DateTimeOffset EffectiveTime,
    VoltageSignedAmount Available,
    VoltageSignedAmount Total,
    string Network,
    string Currency)
{
    /// <summary>Of a wallet whose balance last changed then.</summary>
    public static BalanceBody FromCore(WalletHead head, DateTimeOffset at, string network)
    {
        var (available, held) = (head.Balances[Account.Available], head.Balances[Account.Held]);
        return new BalanceBody(
            EventIds.For("balance", $"{head.Wallet}/btc").ToString(),
            head.Wallet.ToString(),
            at,
            VoltageSignedAmount.FromCore(available),
            VoltageSignedAmount.FromCore(available + held),
            network,
            "btc");
    }
}
