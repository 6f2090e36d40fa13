using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Shows invoices and payments as the contract's payments.</summary>
/// <param name="preimages">Proves what was received.</param>
internal sealed class PaymentBodies(PreimageSource preimages)
{
    /// <summary>Shows receives on chain.</summary>
    public ChainReceiveBodies OnChain { get; } = new(preimages);

    /// <summary>A receive.</summary>
    public PaymentBody FromCore(Invoice invoice, OrganizationId organization)
    {
        var isPaid = invoice.State == InvoiceState.Settled;
        var amount = invoice.Amount ?? invoice.AmountPaid;
        return new PaymentBody
        {
            Id = invoice.Id.ToString(),
            WalletId = invoice.Wallet.ToString(),
            OrganizationId = organization.ToString(),
            EnvironmentId = invoice.Environment.ToString(),
            CreatedAt = invoice.RecordedAt,
            UpdatedAt = invoice.EndedAt ?? invoice.RecordedAt,
            Direction = PaymentWords.Receive,
            Type = PaymentWords.Bolt11,
            Status = PaymentWords.Of(invoice.Status),
            Data = new Bolt11ReceiveData(
                invoice.PaymentRequest,
                VoltageAmount.FromCore(amount),
                invoice.Description.Length == 0 ? null : invoice.Description,
                (long)(invoice.ExpiresAt - invoice.CreatedAt).TotalSeconds,
                isPaid ? [ReceiptOf(invoice)] : []),
            Error = PaymentErrors.Of(invoice.State),
            Metadata = MetadataOf(invoice.Metadata),
            RequestedAmount = invoice.Principal is { } asked ? VoltageAmount.FromCore(asked) : null,
            ProcessingFee = ProcessingFeeBody.FromCore(invoice.Processing),
            Bip21Uri = $"lightning:{invoice.PaymentRequest}",
            Frozen = [],
            PaymentBreakdown = isPaid
                ? Breakdown(invoice.AmountPaid - invoice.FeePaid, Msat.Zero, invoice.FeePaid)
                : null,
        };
    }

    /// <summary>A send.</summary>
    public static PaymentBody FromCore(Payment payment, OrganizationId organization)
    {
        var isPaid = payment.State == PaymentState.Succeeded;
        return new PaymentBody
        {
            Id = payment.Id.ToString(),
            WalletId = payment.Wallet.ToString(),
            OrganizationId = organization.ToString(),
            EnvironmentId = payment.Environment.ToString(),
            CreatedAt = payment.CreatedAt,
            UpdatedAt = payment.EndedAt ?? payment.Requests.LastAt ?? payment.CreatedAt,
            Direction = PaymentWords.Send,
            Type = PaymentWords.Of(payment.Kind),
            Status = PaymentWords.Of(payment.Status),
            Data = DataOf(payment, isPaid ? VoltageAmount.FromCore(payment.FeePaid) : null),
            Error = PaymentErrors.Of(payment),
            Metadata = MetadataOf(payment.Metadata),
            Route = "direct",
            ProcessingFee = ProcessingFeeBody.FromCore(payment.Processing),
            PaymentBreakdown = isPaid ? Breakdown(payment.Amount, payment.FeePaid, payment.Processing.Amount) : null,
        };
    }

    private static PaymentData DataOf(Payment payment, VoltageAmount? fees)
    {
        var (amount, feeMax) = (VoltageAmount.FromCore(payment.Amount), VoltageAmount.FromCore(payment.FeeMax));
        var description = payment.Description.Length == 0 ? null : payment.Description;
        ReceiptBody[] outflows = payment.Preimage is { } preimage ? [OutflowOf(payment, preimage)] : [];
        return payment.Target switch
        {
            PaymentTarget.Keysend keysend => new KeysendSendData(
                keysend.Destination.Hex, KeysendSendData.RecordsOf(keysend), amount, feeMax, fees, description)
            {
                Outflows = outflows,
            },
            PaymentTarget.Invoice invoice when payment.Kind == PaymentKind.Bip21 => new Bip21SendData<ReceiptBody>(
                invoice.PaymentRequest, payment.Address, amount, feeMax, fees, description, outflows),
            PaymentTarget.Invoice invoice => new Bolt11SendData(
                invoice.PaymentRequest, amount, feeMax, fees, description, outflows),
            _ => throw new InvariantBrokenException("an invoice is paid, or a node"),
        };
    }

    private ReceiptBody ReceiptOf(Invoice paid) => Receipt(
        preimages.For(paid.Environment, paid.Id.Value),
        StatementLine.CreditId(paid.Wallet, paid.Id.ToString()),
        OffsetOf(paid.PaidBy, paid.Environment, paid.AmountPaid));

    /// <summary>
    /// What a payment within the ledger is told by; null where it is told as one over the network. Another
    /// environment's payment is: the preimage proves it just as well.
    /// </summary>
    internal static (Msat Amount, string Payment)? OffsetOf(
        InternalPayer? paidBy, EnvironmentId environment, Msat amount) =>
        paidBy is { } payer && payer.Environment == environment ? (amount, payer.Payment.ToString()) : null;

    private static ReceiptBody OutflowOf(Payment paid, PaymentPreimage preimage) => Receipt(
        preimage,
        StatementLine.HoldId(paid.Wallet, paid.Id.ToString()),
        paid.Payee is { } payee && payee.Environment == paid.Environment
            ? (paid.Amount, payee.Invoice.ToString())
            : null);

    /// <summary>The proof of a payment, and where the ledger has it.</summary>
    internal static ReceiptBody Receipt(
        PaymentPreimage preimage, Guid ledgerId, (Msat Amount, string Payment)? offset = null)
    {
        var (proof, hash, ledger) = (
            Convert.ToHexStringLower(preimage.Reveal()), preimage.Hash().ToString(), ledgerId.ToString("D"));
        return offset is var (amount, payment)
            ? new ReceiptBody("shortcircuit", new ShortcircuitReceipt(amount.Value, payment, ledger, proof, hash))
            : new ReceiptBody("lightning", new LightningReceipt(proof, hash, ledger));
    }

    /// <summary>What a payment came to.</summary>
    internal static PaymentBreakdownBody Breakdown(Msat principal, Msat networkFee, Msat processingFee) => new(
        VoltageAmount.FromCore(principal),
        VoltageAmount.FromCore(networkFee),
        VoltageAmount.FromCore(processingFee));

    /// <summary>Notes; null for none.</summary>
    internal static Dictionary<string, string>? MetadataOf(Metadata metadata) =>
        metadata.Pairs.Count == 0 ? null : new Dictionary<string, string>(metadata.Pairs);
}
