using Fulgurite.Access;
using Fulgurite.Events;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Simulation;

/// <summary>
/// Merchants at their desks while their customers pay: they withdraw invoices, look at lists, and change webhooks.
/// </summary>
internal static class Clerks
{
    private static readonly TimeSpan TheyCome = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswersIn = TimeSpan.FromMinutes(1);

    private static readonly PaymentEvent[] Events =
    [
        PaymentEvent.ReceiveGenerated, PaymentEvent.ReceiveCompleted, PaymentEvent.ReceiveExpired,
        PaymentEvent.SendSucceeded, PaymentEvent.SendFailed,
    ];

    /// <summary>The webhooks that a life begins with: one of each kind, for all events or for some.</summary>
    public static async Task Register(World world, IReadOnlyList<Shop> shops, Options options)
    {
        for (var hook = 0; hook < HooksOf(options); hook++)
        {
            var some = Events.Where(_ => world.Dice.PerMille(600)).ToList();
            await world.Webhooks.Register(
                world.Dice.Pick(shops),
                hook % 2 == 0 ? "voltage" : "standard",
                some.Count == 0 || world.Dice.PerMille(500) ? null : some);
        }
    }

    /// <summary>Everybody, until the storm is nearly over.</summary>
    public static IEnumerable<Task> Begin(World world, Options options) =>
        Times(world, options[Option.Withdrawals], Withdraw)
            .Concat(Times(world, options[Option.Listings], List))
            .Concat(Times(world, HooksOf(options) > 0 ? options[Option.WebhookChanges] : 0, Change));

    /// <summary>
    /// Starts what is still stopped, by its owner or for it was gone: it waits for nothing else. What is told
    /// meanwhile was answered before.
    /// </summary>
    public static async Task End(World world)
    {
        if (world.Webhooks.All.Count > 0)
        {
            await world.Wait(AnswersIn);
        }

        foreach (var hook in world.Webhooks.All.Where(hook => hook.Status == EndpointStatus.Stopped))
        {
            await world.Webhooks.Start(hook);
        }
    }

    // Few lives have some: what they are told is a good part of what such a life costs.
    private static int HooksOf(Options options) => options[Option.Webhooks] <= 3 ? options[Option.Webhooks] : 0;

    private static IEnumerable<Task> Times(World world, int times, Func<World, Task> act) =>
        Enumerable.Range(0, times).Select(async _ =>
        {
            await world.Wait(world.Dice.Between(TimeSpan.Zero, TheyCome));
            await act(world);
        });

    // Any time is possible; half of the time just as a payer comes, or as the invoice's time is over.
    private static async Task Withdraw(World world)
    {
        if (world.HandedOut.Count == 0)
        {
            return;
        }

        var (dice, invoice) = (world.Dice, world.Dice.Pick(world.HandedOut));
        if (dice.PerMille(300) && invoice.ExpiresAt > world.Scheduler.Now)
        {
            await world.Wait(invoice.ExpiresAt - world.Scheduler.Now + dice.Between(TimeSpan.Zero, RetryAfter));
        }
        else if (dice.PerMille(500))
        {
            var asked = invoice.Amount ?? Msat.FromSats(1);
            world.Scheduler.After(dice.Between(TimeSpan.Zero, Moment), () => world.Node.Pay(invoice.Hash, asked));
        }

        world.Withdrawn.Add(invoice.Id.ToString());
        while (true)
        {
            if (AnyAlive(world) is { } process
                && (await process.Ask(async engine => (await engine.CancelInvoice.Execute(
                    invoice.Wallet, invoice.Id, CancellationToken.None)).ToString())).Value is { } told)
            {
                Check(world, invoice, told);
                return;
            }

            // A node that forgot the invoice never tells; its time will be over.
            if (world.Node.Find(invoice.Hash) is null || world.CalmSince is not null)
            {
                return;
            }

            await world.Wait(RetryAfter);
        }
    }

    private static void Check(World world, Invoice invoice, string told)
    {
        world.Tally.Count($"withdrawals: {told}");
        var row = world.Tables.Witness.Row("wallets", invoice.Wallet.ToString(), $"invoice|{invoice.Id}");
        var state = row?.Text("state");
        var isTrue = told switch
        {
            nameof(CancelInvoiceOutcome.Canceled) => state == "Canceled",
            nameof(CancelInvoiceOutcome.AlreadyExpired) => state == "Expired",
            nameof(CancelInvoiceOutcome.AlreadyPaid) => state == "Settled"
                || world.Node.Ever(invoice.Hash.ToString())?.SettledAt is not null,
            _ => false,
        };
        if (!isTrue)
        {
            world.Find($"invoice {invoice.Id} is said to be {told}, and is {state}");
        }
    }

    private static async Task List(World world)
    {
        if (AnyAlive(world) is not { } process)
        {
            return;
        }

        var (dice, wallet) = (world.Dice, world.Dice.Pick(world.Shops).Wallet);
        var filter = new ListingFilter([wallet])
        {
            IsNewestFirst = dice.PerMille(500),
            TellsStatus = dice.PerMille(500),
        };
        var (offset, limit) = (dice.Between(0, 3), dice.Between(1, 40));
        var before = ListingAudit.Listed(world, wallet.ToString());
        var answer = await process.Ask(engine =>
            engine.Listing.ByOffset(filter, offset, limit, CancellationToken.None));
        if (answer.Value is { } page)
        {
            world.Tally.Count("listings: read");
            var listed = page.Payments.Select(payment => (payment.Place, payment.Status.ToString())).ToList();
            foreach (var problem in ListingAudit.OfPage(
                (listed, page.Total!.Value),
                (filter.IsNewestFirst, filter.TellsStatus, offset, limit),
                before,
                ListingAudit.Listed(world, wallet.ToString())))
            {
                world.Find($"wallet {wallet}: {problem}");
            }
        }
    }

    private static async Task Change(World world)
    {
        var (hooks, dice) = (world.Webhooks, world.Dice);
        var hook = dice.Pick(hooks.All);
        if (hook.IsBeingChanged)
        {
            return;
        }

        switch (dice.Below(6), hook.Status)
        {
            case (_, EndpointStatus.Deleted):
                break;
            case (0, _):
                await hooks.Delete(hook);
                break;
            case (1 or 2, _):
                await hooks.Rotate(hook);
                break;
            case (_, EndpointStatus.Stopped):
                await hooks.Start(hook);
                break;
            default:
                await hooks.Stop(hook);
                break;
        }
    }

    private static Process? AnyAlive(World world) =>
        world.Processes.Where(process => process.IsAlive).ToList() is { Count: > 0 } alive
            ? world.Dice.Pick(alive)
            : null;
}
