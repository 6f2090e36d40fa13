using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// Takes a payment one step further: has it paid, once, within the ledger or by the node, and afterwards looks until
/// the end is definite. Safe to run at any time, any number of times, and at the same time in several processes. What
/// is not known stays in flight: a hold is released only when nothing is left that could still pay.
/// </summary>
public sealed class AdvancePayment(
    ITableStore tables,
    BeginPayment begin,
    PayOverNetwork network,
    PayInternally internally,
    PublishSends publish,
    TimeProvider clock)
{
    /// <summary>
    /// Carries out an order, and orders the next look where there is one to come. For a payment that succeeds at once:
    /// four storage transactions and two node requests.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The node did not tell; the order is to be repeated.</exception>
    public async Task<AdvancedPayment> Execute(SendOrder order, CancellationToken cancel)
    {
        var row = await tables.Get(WalletRows.Table, PaymentRows.Key(order.Wallet, order.Payment), cancel);
        Invariant.Holds(row is not null, "a payment is ordered after it is stored");
        var payment = PaymentRows.ToPayment(row);
        var status = payment.State switch
        {
            PaymentState.Initiated => await begin.Execute(payment, row.Version, cancel),
            PaymentState.InFlight when payment.Payee is not null => await internally.Look(payment, row.Version, cancel),
            PaymentState.InFlight => await network.Look(payment, row.Version, cancel),
            PaymentState.Succeeded => AdvancePaymentStatus.Succeeded,
            PaymentState.Failed => AdvancePaymentStatus.Failed,
        };
        if (status is AdvancePaymentStatus.InFlight or AdvancePaymentStatus.Elsewhere)
        {
            await publish.Next(order, cancel);
        }

        return new AdvancedPayment(status, clock.GetUtcNow() - payment.CreatedAt, payment.Requests.Node)
        {
            Environment = payment.Environment,
        };
    }
}
