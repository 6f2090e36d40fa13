using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>What scenarios about payments within the ledger are made of.</summary>
internal static class Internals
{
    /// <summary>An order to pay an invoice of ours, for ten satoshis of fees at most.</summary>
    public static NewPayment Order(World world, Shop payer, Invoice invoice, Msat? amount = null) => new(
        new PaymentId(world.Dice.NextUuid()),
        payer.Environment,
        payer.Wallet,
        invoice.PaymentRequest,
        amount,
        Msat.FromSats(10));

    /// <summary>Orders it, and waits for its end.</summary>
    public static async Task<Payment> Paid(this World world, Shop payer, Invoice invoice, Msat? amount = null)
    {
        var order = Order(world, payer, invoice, amount);
        await world.Repeat(order);
        return await world.Ended(order, TimeSpan.FromMinutes(5));
    }
}
