using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>
/// Pays customers, by sends like any other out of the book of payouts: each try has an id of its own, so that it is
/// made once, and ends definitely.
/// </summary>
public sealed class PayoutSends(
    CreatePayment payments,
    PaymentReads paid,
    SendOnChain onChain,
    ChainReads chain,
    BitcoinNetwork network,
    TimeProvider clock)
{
    /// <summary>
    /// Begins with the try that a bill is at, or looks how it stands. One storage transaction, and those of a send
    /// once.
    /// </summary>
    /// <param name="bill">One whose book of payouts has what the try costs.</param>
    /// <param name="payout">Its try.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">It may have begun: repeat it.</exception>
    public Task<PayoutOutcome> Execute(Bill bill, BillPayout payout, CancellationToken cancel)
    {
        var id = BillPayout.PaymentOf(bill.Id, payout.Attempt);
        return payout.Address is { } address
            ? ToAddress(bill, payout, id, address, cancel)
            : ToInvoice(bill, payout, id, cancel);
    }

    private async Task<PayoutOutcome> ToInvoice(
        Bill bill, BillPayout payout, PaymentId id, CancellationToken cancel)
    {
        var book = BillingBooks.PayoutsOf(bill.LineOfCredit);
        if (await paid.ById(book, id, cancel) is { } known)
        {
            return Of(known);
        }

        var order = new NewPayment(
            id, BillingBooks.Environment, book, payout.PaymentRequest!, payout.Amount, payout.FeeMax);
        var (made, refusal) = await payments.Execute(order, cancel);
        if (made is not null)
        {
            return Of(made);
        }

        Invariant.Holds(
            refusal == CreatePaymentRefusal.InvoiceExpired, $"the payout of bill {bill.Id} is refused as {refusal}");

        // By the clock of this process. No other may still begin once every clock is past it.
        var isLate = Bolt11Invoice.TryDecode(payout.PaymentRequest, out var invoice, out _)
            && clock.GetUtcNow() > invoice.ExpiresAt + PaymentVerdict.ExpiryMargin;
        return isLate ? new PayoutOutcome.Failed(PayoutFailure.InvoiceExpired) : new PayoutOutcome.UnderWay();
    }

    private async Task<PayoutOutcome> ToAddress(
        Bill bill, BillPayout payout, PaymentId id, string text, CancellationToken cancel)
    {
        var book = BillingBooks.PayoutsOf(bill.LineOfCredit);
        if (await chain.SendById(book, id, cancel) is { } known)
        {
            return Of(known);
        }

        var isAddress = BitcoinAddress.TryParse(text, network, out var address, out _);
        Invariant.Holds(isAddress, "a payout's address is one of our chain");
        var order = new NewOnChainSend(
            id, BillingBooks.Environment, book, address!, payout.Amount, payout.FeeMax);
        return await onChain.Execute(order, cancel) is { Send: { } made }
            ? Of(made)
            : throw new InvariantBrokenException($"the payout of bill {bill.Id} can be sent");
    }

    private static PayoutOutcome Of(Payment payment) => payment.State switch
    {
        PaymentState.Initiated or PaymentState.InFlight => new PayoutOutcome.UnderWay(),
        PaymentState.Succeeded => new PayoutOutcome.Paid(payment.FeePaid),
        PaymentState.Failed => new PayoutOutcome.Failed(Of(payment.Failure!.Value)),
    };

    private static PayoutOutcome Of(OnChainSend send) => send.State switch
    {
        OnChainSendState.Initiated or OnChainSendState.Signed => new PayoutOutcome.UnderWay(),
        OnChainSendState.Sent => new PayoutOutcome.Paid(send.Fee),
        OnChainSendState.Failed => new PayoutOutcome.Failed(Of(send.Failure!.Value)),
    };

    private static PayoutFailure Of(PaymentFailure failure) => failure switch
    {
        PaymentFailure.Timeout or PaymentFailure.NoRoute => PayoutFailure.NoRoute,
        PaymentFailure.IncorrectPaymentDetails or PaymentFailure.SelfPayment
            or PaymentFailure.InvalidPaymentRequest or PaymentFailure.AlreadyPaid
            or PaymentFailure.AlreadyAttempted => PayoutFailure.InvoiceRejected,
        PaymentFailure.InvoiceExpired => PayoutFailure.InvoiceExpired,
        PaymentFailure.Unspecified or PaymentFailure.NodeError or PaymentFailure.InsufficientBalance
            or PaymentFailure.Canceled => PayoutFailure.NodeFailed,
        PaymentFailure.NotCovered or PaymentFailure.KeysendExpired =>
            throw new InvariantBrokenException("a payout pays an invoice, and its book has what it costs"),
    };

    private static PayoutFailure Of(ChainSendFailure failure) => failure switch
    {
        ChainSendFailure.InvalidAddress => PayoutFailure.AddressRefused,
        ChainSendFailure.AmountTooSmall => PayoutFailure.AmountTooSmall,
        ChainSendFailure.FeeAboveMax => PayoutFailure.FeeAboveMax,
        ChainSendFailure.InsufficientFunds or ChainSendFailure.TransactionTooLarge
            or ChainSendFailure.Withdrawn => PayoutFailure.TransactionNotBuilt,
        ChainSendFailure.CoinsSpent or ChainSendFailure.Abandoned => PayoutFailure.TransactionNotSent,
        ChainSendFailure.NotCovered =>
            throw new InvariantBrokenException("the book of payouts has what a payout costs"),
    };
}
