using Fulgurite.Bitcoin;
using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Shows requests to receive on chain as the contract's payments.</summary>
/// <param name="preimages">Proves what was received over Lightning.</param>
internal sealed class ChainReceiveBodies(PreimageSource preimages)
{
    /// <summary>A receive, with what is shown of its receipts.</summary>
    public PaymentBody FromCore(
        ChainRequest request, IReadOnlyList<ChainReceipt> receipts, OrganizationId organization) => new()
    {
        Id = request.Id.ToString(),
        WalletId = request.Wallet.ToString(),
        OrganizationId = organization.ToString(),
        EnvironmentId = request.Environment.ToString(),
        CreatedAt = request.CreatedAt,
        UpdatedAt = request.UpdatedAt,
        Direction = PaymentWords.Receive,
        Type = PaymentWords.Of(request.Kind),
        Status = PaymentWords.Of(request.Status),
        Data = DataOf(request, [.. LightningOf(request), .. InTime(receipts).Select(BodyOf)]),
        Error = ErrorOf(request),
        Metadata = PaymentBodies.MetadataOf(request.Metadata),
        RequestedAmount = request.Amount is { } asked ? VoltageAmount.FromCore(asked) : null,
        Bip21Uri = UriOf(request),
        Frozen = [.. receipts.Where(IsFrozen).Select(FrozenBody.FromCore)],
        PaymentBreakdown = request.Paid.IsZero
            ? null
            : PaymentBodies.Breakdown(request.Paid, Msat.Zero, Msat.Zero),
        Steps = StepsOf(request, receipts),
    };

    private static bool IsFrozen(ChainReceipt receipt) =>
        receipt.IsExpected == false || receipt.State == ChainReceiptState.Suspended;

    private static IEnumerable<ChainReceipt> InTime(IReadOnlyList<ChainReceipt> receipts) =>
        receipts.Where(receipt => !IsFrozen(receipt));

    private static PaymentReceipt BodyOf(ChainReceipt receipt) =>
        new OnChainReceiptBody(OnChainReceipt.FromCore(receipt));

    private static PaymentData DataOf(ChainRequest request, PaymentReceipt[] receipts)
    {
        var amount = VoltageAmount.FromCore(request.Amount ?? request.Paid);
        var text = request.Description.Length == 0 ? null : request.Description;
        var (address, expiration) = (request.Address.ToString(), (long)request.Expiry.TotalSeconds);
        return request.PaymentRequest is { } invoice
            ? new Bip21ReceiveData(invoice, address, amount, text, receipts, expiration)
            : new OnChainReceiveData(address, amount, text, expiration, receipts);
    }

    // The description is the label of an address and the message of a BIP 21 payment: both are shown to the payer.
    private static string UriOf(ChainRequest request)
    {
        var text = request.Description.Length == 0 ? null : request.Description;
        return request.PaymentRequest is { } invoice
            ? new Bip21Uri(request.Address, request.Amount, Message: text, Lightning: invoice).ToString()
            : new Bip21Uri(request.Address, request.Amount, Label: text).ToString();
    }

    private static PaymentErrorBody? ErrorOf(ChainRequest request) => request.State switch
    {
        ChainRequestState.Open or ChainRequestState.Completed => null,
        ChainRequestState.Expired => new PaymentErrorBody(
            "expired",
            "expired",
            request.Paid.IsZero ? "It was not paid in time." : "Less than was asked arrived in time."),
        ChainRequestState.Canceled => new PaymentErrorBody(
            "expired", "expired", "It was withdrawn before it was paid."),
    };

    private IEnumerable<PaymentReceipt> LightningOf(ChainRequest request)
    {
        if (!request.PaidByLightning.IsZero)
        {
            yield return PaymentBodies.Receipt(
                preimages.For(request.Environment, request.Id.Value),
                StatementLine.CreditId(request.Wallet, request.Id.ToString()),
                PaymentBodies.OffsetOf(request.PaidBy, request.Environment, request.PaidByLightning));
        }
    }

    private static List<PaymentHistoryEvent> StepsOf(ChainRequest request, IReadOnlyList<ChainReceipt> receipts)
    {
        List<(string Step, DateTimeOffset At)> steps =
            [("generating", request.CreatedAt), ("receiving", request.CreatedAt)];
        foreach (var receipt in InTime(receipts))
        {
            steps.Add(("detected", receipt.DetectedAt));
            if (receipt.EndedAt is { } credited && credited != request.EndedAt)
            {
                steps.Add(("succeeded", credited));
            }
        }

        if (request.EndedAt is { } endedAt)
        {
            steps.Add((PaymentWords.Of(request.Status), endedAt));
        }

        return
        [
            .. steps.OrderBy(step => step.At).Select((step, position) => new PaymentHistoryEvent(
                step.Step,
                step.At == request.EndedAt ? ErrorOf(request)?.Detail : null,
                step.At,
                position)),
        ];
    }
}
