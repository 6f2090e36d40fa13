using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>What a wallet is asked to send on the chain.</summary>
/// <param name="Destination">To whom.</param>
/// <param name="Amount">What arrives there: whole satoshis, above zero.</param>
/// <param name="FeeMax">The most that the transaction may cost on top: exactly what is held for it.</param>
/// <param name="TargetBlocks">Within how many blocks it should be confirmed, from 1: the sooner, the dearer.</param>
public sealed record NewChainSend(BitcoinAddress Destination, Msat Amount, Msat FeeMax, int TargetBlocks)
{
    /// <summary>The most characters of a label (LND's limit).</summary>
    public const int LabelCharactersMax = 500;
}
