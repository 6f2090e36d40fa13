using Fulgurite.Events;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>What the event log tells of sends on chain.</summary>
internal static class OnChainSendEvents
{
    /// <summary>Its cost is held.</summary>
    public const string Initiated = "chain-send.initiated";

    /// <summary>Its transaction is kept.</summary>
    public const string Signed = "chain-send.signed";

    /// <summary>It is paid for.</summary>
    public const string Sent = "chain-send.sent";

    /// <summary>It failed.</summary>
    public const string Failed = "chain-send.failed";

    /// <summary>The event of having come to its present state.</summary>
    public static NewEvent Of(OnChainSend send) => new(
        IdOf(send),
        TypeOf(send.State),
        new RowFields
        {
            { "send", send.Id.ToString() },
            { "destination", send.Destination.ToString() },
            { "amount_msat", send.Amount.Value },
            { "fee_max_msat", send.FeeMax.Value },
            { ProcessingFeeColumns.Amount, ProcessingFeeColumns.AmountOf(send.Processing) },
            { "transaction", send.Transaction?.Id.ToString() },
            { "fee_msat", send.Transaction is null ? null : send.Fee.Value },
            { "failure", send.Failure?.ToString() },
        });

    /// <summary>The id of the event of having come to its present state.</summary>
    public static Guid IdOf(OnChainSend send) =>
        EventIds.For(TypeOf(send.State), $"{send.Wallet}/{send.Id}");

    private static string TypeOf(OnChainSendState state) => state switch
    {
        OnChainSendState.Initiated => Initiated,
        OnChainSendState.Signed => Signed,
        OnChainSendState.Sent => Sent,
        OnChainSendState.Failed => Failed,
    };
}
