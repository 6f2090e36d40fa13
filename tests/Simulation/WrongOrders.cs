using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>Orders that must be refused whatever the wallet holds, each for its reason.</summary>
internal static class WrongOrders
{
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(15);

    /// <summary>Makes one.</summary>
    /// <param name="world">Where.</param>
    /// <param name="right">A right order of an invoice that names its amount.</param>
    public static async Task Make(World world, NewPayment right)
    {
        var (dice, id) = (world.Dice, new PaymentId(world.Dice.NextUuid()));
        IReadOnlyList<PaymentFate> paid = [new PaymentFate(TimeSpan.FromSeconds(1), Msat.Zero)];
        switch (dice.Below(6))
        {
            case 0:
                var foreign = world.Payments.Ask(BitcoinNetwork.Mainnet, new Msat(1_000), Expiry, paid);
                await world.Sends.Refused(
                    right with { Id = id, Target = new PaymentTarget.Invoice(foreign.Text) },
                    CreatePaymentRefusal.WrongNetwork);
                break;
            case 1:
                var another = world.Payments.Asked[^1].Amount!.Value + new Msat(dice.Between(1, 1_000));
                await world.Sends.Refused(
                    right with { Id = id, Amount = another }, CreatePaymentRefusal.InvalidAmount);
                break;
            case 2:
                var open = world.Payments.Ask(null, Expiry, paid);
                await world.Sends.Refused(
                    right with { Id = id, Target = new PaymentTarget.Invoice(open.Text) },
                    CreatePaymentRefusal.AmountRequired);
                break;
            case 3:
                await world.Sends.Refused(
                    right with { Id = id, Environment = new EnvironmentId(dice.NextUuid()) },
                    CreatePaymentRefusal.WalletNotFound);
                break;
            case 5 when world.HandedOut.Find(invoice => invoice.Environment == right.Environment) is { } invoice:
                await world.Sends.Refused(
                    right with { Id = new PaymentId(invoice.Id.Value) }, CreatePaymentRefusal.AlreadyExists);
                break;
            case 4 when (await world.Sends.Repeat(right)).Payment is not null:
                await world.Sends.Refused(
                    right with { FeeMax = right.FeeMax + new Msat(1) }, CreatePaymentRefusal.AlreadyExists);
                break;
        }
    }

    /// <summary>
    /// Asks once more under an invoice's id, for another amount: there is one invoice of an id, and it is told.
    /// </summary>
    public static async Task AskAgain(World world, Invoice first)
    {
        var alive = world.Processes.Where(process => process.IsAlive).ToList();
        if (alive.Count == 0)
        {
            return;
        }

        var asked = world.Orders.First(order => order.Id == first.Id);
        var other = asked with { Amount = (asked.Amount ?? Msat.Zero) + Msat.FromSats(1) };
        var again = (await world.Request(world.Dice.Pick(alive), other)).Value?.Invoice;
        world.Tally.Count("orders: another amount under one id");
        if (again is not null && again.PaymentRequest != first.PaymentRequest)
        {
            world.Find($"invoice {first.Id} was asked for again, and is another one now");
        }
    }

    /// <summary>Makes a wrong order to send on chain.</summary>
    /// <param name="world">Where.</param>
    /// <param name="right">A right one.</param>
    public static async Task Make(World world, NewOnChainSend right)
    {
        var (dice, id) = (world.Dice, new PaymentId(world.Dice.NextUuid()));
        switch (dice.Below(4))
        {
            case 0:
                var uneven = right.Amount + new Msat(dice.Between(1, 999));
                await world.ChainOrders.Refused(
                    right with { Id = id, Amount = uneven }, SendOnChainRefusal.InvalidAmount);
                break;
            case 1:
                await world.ChainOrders.Refused(
                    right with { Id = id, Environment = new EnvironmentId(dice.NextUuid()) },
                    SendOnChainRefusal.WalletNotFound);
                break;
            case 2 when (await world.ChainOrders.Repeat(right)).Send is not null:
                await world.ChainOrders.Refused(
                    right with { FeeMax = right.FeeMax + new Msat(1) }, SendOnChainRefusal.AlreadyExists);
                break;
            case 3 when (await world.ChainOrders.Repeat(right)).Send is not null:
                await world.ChainOrders.Refused(
                    right with { Amount = right.Amount + Msat.FromSats(1) }, SendOnChainRefusal.AlreadyExists);
                break;
        }
    }
}
