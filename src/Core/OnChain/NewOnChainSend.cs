using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;

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
}
