using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>
/// Somebody with a wallet on the sandbox network and no end of money: pays an invoice, fails to, or leaves the payment
/// hanging, as a developer wishes.
/// </summary>
public sealed class SandboxPayer(SandboxNode node, TimeProvider clock)
{
    /// <summary>The longest delay that may be asked for.</summary>
    public static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Pays. With a delay the HTLC arrives now, the answer is <see cref="SandboxPaymentStatus.InFlight"/>, and the
    /// payment ends by itself after the delay, as long as this process lives.
    /// </summary>
    public SandboxPaymentStatus Pay(string paymentRequest, SandboxOutcome outcome, TimeSpan delay)
    {
        var text = Bolt11Invoice.StripUriScheme(paymentRequest.Trim());
        if (!Bolt11Invoice.TryDecode(text, out var invoice, out _))
        {
            return SandboxPaymentStatus.NotAnInvoice;
        }

        if (invoice.Network != BitcoinNetwork.Regtest || invoice.Payee != node.Id)
        {
            return SandboxPaymentStatus.ForeignInvoice;
        }

        if (node.Hold(invoice.PaymentHash) is var found and not NodeInvoiceState.Open)
        {
            return Refusal(found);
        }

        if (outcome == SandboxOutcome.Hold)
        {
            return SandboxPaymentStatus.Held;
        }

        if (delay == TimeSpan.Zero)
        {
            return End(invoice, outcome);
        }

        _ = EndLater(invoice, outcome, delay);
        return SandboxPaymentStatus.InFlight;
    }

    /// <summary>Ends a held payment: it settles, or fails back to the payer. False where none is held.</summary>
    public async Task<bool> Release(string paymentRequest, bool isSettled, CancellationToken cancel)
    {
        if (!Bolt11Invoice.TryDecode(Bolt11Invoice.StripUriScheme(paymentRequest.Trim()), out var invoice, out _)
            || await node.LookupInvoice(invoice.PaymentHash, cancel) is not { State: NodeInvoiceState.Accepted })
        {
            return false;
        }

        if (isSettled)
        {
            return node.Settle(invoice.PaymentHash, AmountOf(invoice));
        }

        node.LetGo(invoice.PaymentHash);
        return true;
    }

    private async Task EndLater(Bolt11Invoice invoice, SandboxOutcome outcome, TimeSpan delay)
    {
        await Task.Delay(delay, clock, CancellationToken.None);
        End(invoice, outcome);
    }

    private SandboxPaymentStatus End(Bolt11Invoice invoice, SandboxOutcome outcome)
    {
        if (outcome == SandboxOutcome.Fail)
        {
            node.LetGo(invoice.PaymentHash);
            return SandboxPaymentStatus.Failed;
        }

        return node.Settle(invoice.PaymentHash, AmountOf(invoice))
            ? SandboxPaymentStatus.Settled
            : SandboxPaymentStatus.Expired;
    }

    // Where the payer chooses, this one chooses a thousand satoshis.
    private static Msat AmountOf(Bolt11Invoice invoice) => invoice.Amount ?? Msat.FromSats(1_000);

    private static SandboxPaymentStatus Refusal(NodeInvoiceState? found) =>
        found is { } state ? RefusalOf(state) : SandboxPaymentStatus.ForeignInvoice;

    private static SandboxPaymentStatus RefusalOf(NodeInvoiceState state) => state switch
    {
        NodeInvoiceState.Open => SandboxPaymentStatus.Failed,
        NodeInvoiceState.Accepted => SandboxPaymentStatus.AlreadyHeld,
        NodeInvoiceState.Settled => SandboxPaymentStatus.AlreadyPaid,
        NodeInvoiceState.Canceled => SandboxPaymentStatus.Expired,
    };
}
