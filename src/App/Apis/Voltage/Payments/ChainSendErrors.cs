using Fulgurite.Bitcoin;
using Fulgurite.OnChain;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Why sends on chain fail, and why they are refused, in the contract's words.</summary>
internal static class ChainSendErrors
{
    /// <summary>Why a send failed; null for one that did not.</summary>
    public static PaymentErrorBody? Of(OnChainSend send) =>
        send.Failure is { } failure ? Of(failure) with { Context = ContextOf(send, failure) } : null;

    /// <summary>Why there could be no such send, in the words of one that failed.</summary>
    public static PaymentErrorBody Of(ChainSendFailure failure) => failure switch
    {
        ChainSendFailure.NotCovered => PaymentErrors.NotCovered,
        ChainSendFailure.FeeAboveMax => SendFailed(
            "broadcast_fee_above_max", "The transaction would cost more than the maximum fee."),
        ChainSendFailure.InvalidAddress => SendFailed("invalid_address", "The node does not take the address."),
        ChainSendFailure.AmountTooSmall => SendFailed(
            "invalid_payment_amount", "The network does not carry so little."),
        ChainSendFailure.InsufficientFunds => SendFailed(
            "transaction_build_failed", "The node's wallet does not hold enough confirmed coins."),
        ChainSendFailure.TransactionTooLarge => SendFailed(
            "transaction_build_failed", "The transaction would spend too many coins."),
        ChainSendFailure.Withdrawn => SendFailed(
            "send_failed", "It was withdrawn before there was a transaction."),
        ChainSendFailure.CoinsSpent => SendFailed(
            "broadcast_failed", "Another transaction has spent the coins of its own."),
        ChainSendFailure.Abandoned => SendFailed(
            "broadcast_failed", "Its transaction was given up: the network does not take it."),
    };

    /// <summary>Why a text is no address that can be paid here.</summary>
    public static VoltageAnswer Of(BitcoinAddressError error) => error == BitcoinAddressError.WrongNetwork
        ? PaymentErrors.Refused("invalid_network", "address is one of another network.")
        : PaymentErrors.Refused("invalid_address", $"address is not a Bitcoin address: {error}.");

    /// <summary>Why a text is no BIP 21 request that can be paid here.</summary>
    public static VoltageAnswer Of(Bip21Error error) => error switch
    {
        Bip21Error.WrongNetwork => PaymentErrors.Refused("invalid_network", "address is one of another network."),
        Bip21Error.InvalidAmount => PaymentErrors.Refused("invalid_amount", "The URI's amount is none."),
        Bip21Error.None or Bip21Error.Malformed or Bip21Error.InvalidEncoding or Bip21Error.RepeatedParameter
            or Bip21Error.UnknownRequirement or Bip21Error.InvalidAddress => PaymentErrors.Refused(
                "invalid_address", $"address is not a BIP 21 URI that can be paid: {error}."),
    };

    /// <summary>Why a send is not made.</summary>
    public static async Task<VoltageAnswer> Of(
        VoltageCall call, SendOnChainRefusal refusal, PaymentOrder order) => refusal switch
    {
        SendOnChainRefusal.InvalidAmount => PaymentErrors.Refused("invalid_amount", "amount is too much."),
        SendOnChainRefusal.WalletNotFound => PaymentErrors.WalletNotFound(order.Wallet.ToString()),
        SendOnChainRefusal.NodeBacked => PaymentErrors.Disabled("node_backed_onchain"),
        SendOnChainRefusal.LineOfCreditDisabled => await call.LineDisabled(order.Wallet),
        SendOnChainRefusal.LineOfCreditNotReady => await call.LineNotReady(order.Wallet),
        SendOnChainRefusal.LineOfCreditOverdue => await call.LineOverdue(order.Wallet),
        SendOnChainRefusal.AlreadyExists => PaymentErrors.Exists(order.IdText),
        SendOnChainRefusal.InsufficientFunds =>
            throw new InvariantBrokenException("a send that is not covered is kept as one that failed"),
    };

    private static SendErrorContext? ContextOf(OnChainSend send, ChainSendFailure failure) => failure switch
    {
        ChainSendFailure.FeeAboveMax => send.FeeEstimated is not { } estimated ? null : new SendErrorContext
        {
            EstimatedFeeSats = estimated.ToSatsRoundedUp(),
            MaxFeeSats = send.FeeMax.ToSatsRoundedDown(),
            TargetBlocks = send.TargetBlocks,
        },
        ChainSendFailure.InvalidAddress => new SendErrorContext { Address = send.Destination.ToString() },
        ChainSendFailure.AmountTooSmall => new SendErrorContext { Amount = VoltageAmount.FromCore(send.Amount) },
        ChainSendFailure.InsufficientFunds or ChainSendFailure.TransactionTooLarge or ChainSendFailure.NotCovered
            or ChainSendFailure.Withdrawn or ChainSendFailure.CoinsSpent or ChainSendFailure.Abandoned => null,
    };

    private static PaymentErrorBody SendFailed(string code, string detail) => new("send_failed", code, detail);
}
