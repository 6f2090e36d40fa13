using System.Runtime.CompilerServices;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>
/// What the sandbox node's records say of its money, from a log of its payments, or a copy of one. It only reads:
/// unlike <see cref="SandboxPayingNode"/> it takes no payment further. The node began with nothing, so it owns what it
/// was paid, less what it paid.
/// </summary>
public sealed class SandboxAccounts : INodeAccounts
{
    private readonly SandboxNode node;
    private readonly IReadOnlyList<SandboxPayment> payments;

    /// <summary>Reads the log to its present end.</summary>
    public SandboxAccounts(SandboxNode node, AppendOnlyLog payments)
    {
        this.node = node;
        var last = new Dictionary<PaymentHash, SandboxPayment>();
        foreach (var line in payments.Replay())
        {
            var payment = SandboxPaymentLine.Parse(line);
            last[payment.Hash] = payment;
        }

        this.payments = [.. last.Values.OrderBy(payment => payment.Index)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodePayment> ListPayments([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var payment in payments)
        {
            cancel.ThrowIfCancellationRequested();
            yield return payment.ToNodePayment();
        }
    }

    /// <inheritdoc/>
    public async Task<NodeFunds> GetFunds(CancellationToken cancel)
    {
        var received = 0L;
        await foreach (var invoice in node.ListSettledInvoices(cancel))
        {
            received += invoice.AmountPaid.Value;
        }

        var underWay = CostOf(NodePaymentState.InFlight);
        var local = received - CostOf(NodePaymentState.Succeeded) - underWay;
        return new NodeFunds(new Msat(Math.Max(0, local)), new Msat(underWay));
    }

    private long CostOf(NodePaymentState state) =>
        payments.Where(payment => payment.State == state).Sum(payment => (payment.Amount + payment.Fee).Value);
}
