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
    /// Pays. Returns at once when it is refused or fails; otherwise after the delay, in which the node holds the HTLC.
    /// </summary>
    public async Task<SandboxPaymentStatus> Pay(
        string paymentRequest, SandboxOutcome outcome, TimeSpan delay, CancellationToken cancel)
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

        if (outcome == SandboxOutcome.Fail)
        {
            await Task.Delay(delay, clock, cancel);
            return SandboxPaymentStatus.Failed;
        }

        if (node.Hold(invoice.PaymentHash) is var found and not NodeInvoiceState.Open)
        {
            return Refusal(found);
        }

        if (outcome == SandboxOutcome.Hold)
        {
            return SandboxPaymentStatus.Held;
        }

        // The payment goes on when the payer hangs up, as it does on the network.
        await Task.Delay(delay, clock, CancellationToken.None);
        return node.Settle(invoice.PaymentHash, invoice.Amount ?? Msat.FromSats(1_000))
            ? SandboxPaymentStatus.Settled
            : SandboxPaymentStatus.AlreadyCanceled;
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
            return node.Settle(invoice.PaymentHash, invoice.Amount ?? Msat.FromSats(1_000));
        }

        node.LetGo(invoice.PaymentHash);
        return true;
    }

    private static SandboxPaymentStatus Refusal(NodeInvoiceState? found) => found switch
    {
        null => SandboxPaymentStatus.ForeignInvoice,
        NodeInvoiceState.Open => SandboxPaymentStatus.Failed,
        NodeInvoiceState.Accepted => SandboxPaymentStatus.AlreadyHeld,
        NodeInvoiceState.Settled => SandboxPaymentStatus.AlreadyPaid,
        NodeInvoiceState.Canceled => SandboxPaymentStatus.Expired,
    };
}
