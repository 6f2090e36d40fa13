using System.Globalization;
using Fulgurite.Bitcoin;
using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.OnChain;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>Holds receipts and sends on chain against themselves: their state against what they carry.</summary>
internal static class ChainProof
{
    /// <summary>What is wrong with a receipt; nothing for one that agrees with itself.</summary>
    public static IEnumerable<Finding> Check(ChainReceipt receipt, Row row, EnvironmentId environment)
    {
        var isFinal = receipt.State != ChainReceiptState.Pending;
        var hasFee = row.Fields.IntegerOrNull("fee_paid_msat") is not null;
        return Findings(
            row,
            $"the receipt is {receipt.State}",
            ("environment", receipt.Environment == environment),
            ("amount_msat", receipt.Amount.IsWholeSats && !receipt.Amount.IsZero),
            ("confirmations_required", receipt.ConfirmationsRequired >= 1),
            ("ended_at", receipt.EndedAt is not null == isFinal),
            ("block_height", receipt.BlockHeight is not null == isFinal),
            ("journal_sequence", receipt.JournalSequence is null || isFinal),
            ("fee_paid_msat", hasFee == (receipt.State == ChainReceiptState.Credited)));
    }

    /// <summary>What is wrong with a request; nothing for one that agrees with itself.</summary>
    public static IEnumerable<Finding> Check(ChainRequest request, Row row, EnvironmentId environment)
    {
        var isBoth = request.Kind == PaymentKind.Bip21;
        return Findings(
            row,
            $"the request is {request.State}",
            ("environment", request.Environment == environment),
            ("kind", request.Kind != PaymentKind.Bolt11),
            ("amount_msat", request.Amount is { } asked ? asked.IsWholeSats && !asked.IsZero : isBoth),
            ("payment_request", request.PaymentRequest is not null == isBoth),
            ("paid_lightning_msat", isBoth || request.PaidByLightning.IsZero),
            ("ended_at", request.EndedAt is not null == request.IsFinal),
            ("state", request.State switch
            {
                ChainRequestState.Open => !request.IsPaid,
                ChainRequestState.Completed => request.IsPaid,
                ChainRequestState.Expired or ChainRequestState.Canceled => true,
            }),
            ("pending", request.Pending >= 0),
            ("updated_at", request.UpdatedAt >= (request.EndedAt ?? request.CreatedAt)));
    }

    /// <summary>What is wrong with a send; nothing for one that agrees with itself.</summary>
    public static IEnumerable<Finding> Check(OnChainSend send, Row row, EnvironmentId environment)
    {
        var isSigned = send.State is OnChainSendState.Signed or OnChainSendState.Sent
            || send.Failure is ChainSendFailure.CoinsSpent or ChainSendFailure.Abandoned;
        var script = send.Destination.ToScript();
        return Findings(
            row,
            string.Create(CultureInfo.InvariantCulture, $"the send is {send.State}"),
            ("environment", send.Environment == environment),
            ("amount_msat", send.Amount.IsWholeSats && !send.Amount.IsZero),
            ("fee_msat", send.Fee <= send.FeeMax),
            ("signed_at", send.SignedAt is not null == isSigned),
            ("transaction_id", send.Transaction is not null == isSigned),
            ("kind", send.Kind is PaymentKind.OnChain or PaymentKind.Bip21),
            (
                "fee_estimated_msat",
                send.FeeEstimated is null || send.Failure == ChainSendFailure.FeeAboveMax),
            ("failure", send.Failure is not null == (send.State == OnChainSendState.Failed)),
            ("ended_at", send.EndedAt is not null == send.IsFinal),
            (
                "transaction",
                send.Transaction is null || send.Transaction.Outputs.Any(output =>
                    output.Amount == send.Amount && output.Script.AsSpan().SequenceEqual(script))));
    }

    private static IEnumerable<Finding> Findings(Row row, string why, params (string Column, bool IsRight)[] columns) =>
        from column in columns
        where !column.IsRight
        select new Finding("wallets", row.Key, column.Column, null, null, why);
}
