using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>What scenarios about sending are made of.</summary>
internal static class Sends
{
    /// <summary>A try that succeeds at once, for a fee of a satoshi.</summary>
    public static readonly PaymentFate Success = new(TimeSpan.FromSeconds(1), Msat.FromSats(1));

    /// <summary>A try that finds no route.</summary>
    public static readonly PaymentFate NoRoute = new(TimeSpan.FromSeconds(2), Msat.Zero, PaymentFailure.NoRoute);

    /// <summary>An hour, as most invoices have.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A shop with money in its wallet, free of fees.</summary>
    public static async Task<Shop> OpenShopWith(this World world, long satoshis)
    {
        var shop = await world.OpenShop(feeBasisPoints: 0);
        world.Pay(await world.Deposit(shop, satoshis));
        await world.Acknowledged(shop, 1, TimeSpan.FromMinutes(5));
        return shop;
    }

    /// <summary>An order to pay a thousand satoshis for ten of fees.</summary>
    public static NewPayment Order(this World world, Shop shop, PayeeInvoice invoice) => new(
        new PaymentId(world.Dice.NextUuid()),
        shop.Environment,
        shop.Wallet,
        invoice.Text,
        invoice.Amount is null ? Msat.FromSats(1_000) : null,
        Msat.FromSats(10));

    /// <summary>An order to send a node a thousand satoshis for ten of fees.</summary>
    public static NewPayment Keysend(this World world, Shop shop, params IReadOnlyList<PaymentFate> fates) => new(
        new PaymentId(world.Dice.NextUuid()),
        shop.Environment,
        shop.Wallet,
        new PaymentTarget.Keysend(world.Payments.Take(fates), CustomRecords.None),
        Msat.FromSats(1_000),
        Msat.FromSats(10));

    /// <summary>One order to one process.</summary>
    public static Task<Answer<CreatePaymentOutcome>> Ask(this Process process, NewPayment order)
    {
        process.World.Sends.Orders.Add(order);
        return process.Ask(engine => engine.CreatePayment.Execute(order, CancellationToken.None));
    }

    /// <summary>An order, repeated under the same id until some process answers it.</summary>
    public static Task<CreatePaymentOutcome> Repeat(this World world, NewPayment order) => world.Sends.Repeat(order);

    /// <summary>The payment as it is stored now; null when it is not.</summary>
    public static async Task<Payment?> Stored(this World world, NewPayment order)
    {
        var found = await world.Look(async engine => new Found(
            await engine.Payments.ById(order.Wallet, order.Id, CancellationToken.None)));
        return found.Payment;
    }

    /// <summary>Waits until a payment is final.</summary>
    public static async Task<Payment> Ended(this World world, NewPayment order, TimeSpan within)
    {
        var (begin, end) = (world.Scheduler.Now, world.Scheduler.Now + within);
        while (true)
        {
            if (await world.Stored(order) is { IsFinal: true } payment)
            {
                return payment;
            }

            world.Expect(world.Scheduler.Now < end, $"payment {order.Id} is final within {within}");
            await world.Wait(TimeSpan.FromSeconds(world.Scheduler.Now < begin + TimeSpan.FromMinutes(2) ? 1 : 30));
        }
    }

    private sealed record Found(Payment? Payment);
}
