using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.OnChain;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Shows sends on chain as the contract's payments.</summary>
internal static class ChainSendBodies
{
    /// <summary>A send.</summary>
    public static PaymentBody FromCore(OnChainSend send, OrganizationId organization)
    {
        var isSent = send.State == OnChainSendState.Sent;
        return new PaymentBody
        {
            Id = send.Id.ToString(),
            WalletId = send.Wallet.ToString(),
            OrganizationId = organization.ToString(),
            EnvironmentId = send.Environment.ToString(),
            CreatedAt = send.CreatedAt,
            UpdatedAt = send.EndedAt ?? send.SignedAt ?? send.CreatedAt,
            ApprovedAt = send.SignedAt,
            Direction = PaymentWords.Send,
            Type = PaymentWords.Of(send.Kind),
            Status = PaymentWords.Of(send.Status),
            Data = DataOf(send, isSent ? VoltageAmount.FromCore(send.Fee) : null),
            Error = ChainSendErrors.Of(send),
            Metadata = PaymentBodies.MetadataOf(send.Metadata),
            Route = "direct",
            ProcessingFee = ProcessingFeeBody.FromCore(send.Processing),
            PaymentBreakdown = isSent
                ? PaymentBodies.Breakdown(send.Amount, send.Fee, send.Processing.Amount)
                : null,
        };
    }

    private static PaymentData DataOf(OnChainSend send, VoltageAmount? fees)
    {
        var (amount, feeMax) = (VoltageAmount.FromCore(send.Amount), VoltageAmount.FromCore(send.FeeMax));
        var (address, description) = (
            send.Destination.ToString(), send.Description.Length == 0 ? null : send.Description);
        return send.Kind == PaymentKind.Bip21
            ? new Bip21SendData<OnChainOutflowBody>(
                null, address, amount, feeMax, fees, description, OutflowsOf(send))
            : new OnChainSendData(address, amount, feeMax, fees, description, OutflowsOf(send));
    }

    // What failed has sent nothing, whatever was signed.
    private static OnChainOutflowBody[] OutflowsOf(OnChainSend send) =>
        send is { State: OnChainSendState.Signed or OnChainSendState.Sent, Transaction: { } transaction }
            ?
            [
                new OnChainOutflowBody(new OnChainOutflow(
                    transaction.Id.ToString(),
                    send.Amount.ToSatsRoundedDown(),
                    0,
                    null,
                    StatementLine.HoldId(send.Wallet, send.Id.ToString()).ToString("D"),
                    send.State == OnChainSendState.Signed)),
            ]
            : [];
}
