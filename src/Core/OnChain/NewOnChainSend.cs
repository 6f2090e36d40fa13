using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>What a merchant asks to be sent on chain.</summary>
/// <param name="Id">Names the send and makes the request repeatable.</param>
/// <param name="Environment">Whose wallet.</param>
/// <param name="Wallet">Who pays.</param>
/// <param name="Destination">Who is paid, of our chain.</param>
/// <param name="Amount">What arrives there: whole satoshis above zero.</param>
/// <param name="FeeMax">The most that the transaction may cost.</param>
public sealed record NewOnChainSend(
    PaymentId Id,
    EnvironmentId Environment,
    WalletId Wallet,
    BitcoinAddress Destination,
    Msat Amount,
    Msat FeeMax)
{
    /// <summary>Within how many blocks it should be confirmed: 1 to <see cref="TargetBlocksMax"/>.</summary>
    public int TargetBlocks { get; init; } = 6;

    /// <summary>The most patient: a week.</summary>
    public const int TargetBlocksMax = 1_008;

    private static readonly Msat FeeMaxLeast = Msat.FromSats(263);

    /// <summary>As what it was asked for: a send to an address, or to whatever a BIP 21 request offers.</summary>
    public PaymentKind Kind { get; init; } = PaymentKind.OnChain;

    /// <summary>What it is for, in the payer's words; empty for nothing said.</summary>
    public string Description { get; init; } = "";

    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>
    /// True to keep a send that the wallet does not cover, as one that failed; false to refuse it and keep nothing.
    /// </summary>
    public bool KeepsNotCovered { get; init; }

    /// <summary>
    /// What the transaction may cost where nobody says: 1 % of the amount, rounded down to the satoshi, and at least
    /// 263 satoshis (Voltage Payments API, sends).
    /// </summary>
    public static Msat FeeMaxFor(Msat amount)
    {
        var percent = Msat.FromSats(amount.ToSatsRoundedDown() / 100);
        return percent > FeeMaxLeast ? percent : FeeMaxLeast;
    }
}
