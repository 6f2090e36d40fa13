using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.OnChain;

/// <summary>
/// A way out for a send that cannot end by itself. The network has the first word: a transaction that it takes now is
/// sent. Else the hold is released only on proof that the transaction can never be in a block, which is another one
/// that spent its coins and is deep in the chain; or where somebody answers for that. Before there is a transaction,
/// nothing has to be proved.
/// </summary>
public sealed class ResolveOnChainSend(
    ChangeOnChainSend change, AdvanceOnChainSend advance, SendHistory seen, ConfirmationPolicy confirmations)
{
    /// <summary>
    /// Ends a send, if that is right. Idempotent. For one that is signed: at most seven storage transactions and nine
    /// node requests.
    /// </summary>
    /// <param name="wallet">Who pays.</param>
    /// <param name="id">Which send.</param>
    /// <param name="isStated">
    /// True where an operator answers for it that the transaction will never be in a block: should it be, the wallet's
    /// money has left twice.
    /// </param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="NodeUnavailableException">Nothing is known, and nothing was released.</exception>
    /// <exception cref="NodeRefusedException">The same, and repeating it does not help.</exception>
    public async Task<ResolveOnChainSendStatus> Execute(
        WalletId wallet, PaymentId id, bool isStated, CancellationToken cancel)
    {
        if (await change.Find(wallet, id, cancel) is not { } send)
        {
            return ResolveOnChainSendStatus.NotFound;
        }

        if (send.State == OnChainSendState.Signed)
        {
            send = await advance.Execute(wallet, id, cancel);
        }

        ChainSendFailure? failure = send.State switch
        {
            OnChainSendState.Initiated => ChainSendFailure.Withdrawn,
            OnChainSendState.Signed => await AreCoinsSpent(send, cancel) ? ChainSendFailure.CoinsSpent
                : isStated ? ChainSendFailure.Abandoned
                : null,
            OnChainSendState.Sent or OnChainSendState.Failed => null,
        };
        return StatusOf(failure is { } why ? await change.Release(send, why, null, cancel) : send);
    }

    private static ResolveOnChainSendStatus StatusOf(OnChainSend send) => send.State switch
    {
        OnChainSendState.Sent => ResolveOnChainSendStatus.Sent,
        OnChainSendState.Failed => ResolveOnChainSendStatus.Failed,
        OnChainSendState.Initiated or OnChainSendState.Signed => ResolveOnChainSendStatus.NotProven,
    };

    private Task<bool> AreCoinsSpent(OnChainSend send, CancellationToken cancel)
    {
        var own = send.Transaction!;
        return seen.Holds(
            send,
            other => other.Id != own.Id
                && other.Confirmations >= confirmations.Otherwise
                && other.Inputs.Any(own.Inputs.Contains),
            cancel);
    }
}
