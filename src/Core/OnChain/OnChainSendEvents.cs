using Fulgurite.Events;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>What the event log tells of sends on chain.</summary>
internal static class OnChainSendEvents
{
    /// <summary>The event of having come to its present state.</summary>
    public static NewEvent Of(OnChainSend send)
    {
        var type = send.State switch
        {
            OnChainSendState.Initiated => "chain-send.initiated",
            OnChainSendState.Signed => "chain-send.signed",
            OnChainSendState.Sent => "chain-send.sent",
            OnChainSendState.Failed => "chain-send.failed",
        };
        return new NewEvent(
            EventIds.For(type, $"{send.Wallet}/{send.Id}"),
            type,
            new RowFields
            {
                { "send", send.Id.ToString() },
                { "destination", send.Destination.ToString() },
                { "amount_msat", send.Amount.Value },
                { "fee_max_msat", send.FeeMax.Value },
                { "transaction", send.Transaction?.Id.ToString() },
                { "fee_msat", send.Transaction is null ? null : send.Fee.Value },
                { "failure", send.Failure?.ToString() },
            });
    }
}
