using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>
/// Merchants who ask to be paid on the chain, or by either way, and whoever pays that: in parts, twice, too late, by
/// both ways at once, by transactions that are replaced. Some are withdrawn meanwhile.
/// </summary>
internal static class Requesters
{
    private static readonly TimeSpan TheyCome = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan PartsWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan NearTheEnd = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private static readonly string[] Ways =
    [
        "never came", "paid at once", "paid in parts", "paid too little", "paid again", "came near the end",
        "came too late", "replaced it", "paid several outputs at once", "paid by both ways",
    ];

    /// <summary>Everybody, until what they came for is done.</summary>
    public static IEnumerable<Task> Begin(World world, IReadOnlyList<Shop> shops, Options options) =>
        ChainUsers.AreThere(options)
            ? Enumerable.Range(0, options[Option.ChainRequests]).Select(_ => Ask(world, shops))
            : [];

    private static async Task Ask(World world, IReadOnlyList<Shop> shops)
    {
        var dice = world.Dice;
        await world.Wait(dice.Between(TimeSpan.Zero, TheyCome));
        var kind = dice.PerMille(500) ? PaymentKind.Bip21 : PaymentKind.OnChain;
        var order = world.Requests.Order(
            dice.Pick(shops),
            kind,
            kind == PaymentKind.Bip21 && dice.PerMille(200) ? null : Some(dice),
            TimeSpan.FromSeconds(dice.PerMille(500) ? dice.Between(20, 240) : dice.Between(240, 720)));
        var asking = Enumerable.Range(0, dice.Between(1, 2)).Select(_ => world.Requests.Make(order)).ToList();
        var request = (await Task.WhenAll(asking))[0];
        if (dice.PerMille(200))
        {
            await AskWrongly(world, order);
        }

        await Task.WhenAll(
            Pay(world, request, shops), dice.PerMille(300) ? Withdraw(world, request) : Task.CompletedTask);
    }

    // At the steps of the ladder of confirmations, and mostly what one confirmation is enough for.
    private static long Some(Dice dice) => dice.Below(6) switch
    {
        0 => dice.Pick([1, 2, 1_000_000, 10_000_000]),
        1 => dice.Between(1_000_000, 12_000_000),
        _ => dice.Between(300, 500_000),
    };

    private static async Task AskWrongly(World world, NewChainRequest order)
    {
        var dice = world.Dice;
        var fresh = order with { Id = new InvoiceId(dice.NextUuid()) };
        await (dice.Below(4) switch
        {
            0 => world.Requests.Refused(
                fresh with { Amount = new Msat(dice.Between(1, 999)) }, CreateChainRequestRefusal.InvalidAmount),
            1 => world.Requests.Refused(
                fresh with { Environment = new EnvironmentId(dice.NextUuid()) },
                CreateChainRequestRefusal.EnvironmentNotFound),
            2 when Other(world, order) is { } other => world.Requests.Refused(
                order with { Wallet = other.Wallet },
                CreateChainRequestRefusal.IdTaken),
            _ => world.Requests.Make(order),
        });
    }

    private static async Task Pay(World world, ChainRequest request, IReadOnlyList<Shop> shops)
    {
        var (dice, way) = (world.Dice, world.Dice.Below(Ways.Length));
        var asked = (int)(request.Amount ?? Msat.FromSats(dice.Between(300, 100_000))).ToSatsRoundedDown();
        world.Tally.Count($"requests: the payer {Ways[way]}");
        await world.Wait(dice.Between(TimeSpan.Zero, PartsWithin));
        switch (way)
        {
            case 0:
                return;
            case 2:
                await InParts(world, request, shops, asked);
                return;
            case 3:
                OnChain(world, request, dice.Between(1, asked));
                return;
            case 4:
                OnChain(world, request, asked);
                await world.Wait(dice.Between(TimeSpan.Zero, TheyCome));
                await One(world, request, shops, asked);
                return;
            case 5:
                await world.Wait(Until(world, request.ExpiresAt - dice.Between(TimeSpan.Zero, NearTheEnd)));
                await One(world, request, shops, asked);
                return;
            case 6:
                await world.Wait(Until(world, request.ExpiresAt + dice.Between(-Moment, NearTheEnd)));
                await One(world, request, shops, asked);
                return;
            case 7:
                var replaced = world.Chain.Pay((request.Address, Msat.FromSats(asked)));
                await world.Wait(dice.Between(TimeSpan.Zero, PartsWithin / 4));
                world.Chain.Replace(replaced, (request.Address, Msat.FromSats(dice.Between(1, asked))));
                return;
            case 8:
                world.Chain.Pay(
                    (request.Address, Msat.FromSats(dice.Between(1, asked))),
                    (world.Chain.Stranger(), Msat.FromSats(asked)),
                    (request.Address, Msat.FromSats(asked)));
                return;
            case 9:
                OnChain(world, request, asked);
                await world.Wait(dice.Between(TimeSpan.Zero, dice.PerMille(500) ? Moment : PartsWithin));
                await OffChain(world, request, shops, asked);
                return;
            default:
                await One(world, request, shops, asked);
                return;
        }
    }

    // In two to four parts, which make up what was asked, or lack or exceed it by a satoshi.
    private static async Task InParts(World world, ChainRequest request, IReadOnlyList<Shop> shops, int asked)
    {
        var (dice, left) = (world.Dice, asked + world.Dice.Between(-1, 1));
        for (var parts = dice.Between(1, 3); parts > 0 && left > 1; parts--)
        {
            var part = dice.Between(1, left - 1);
            OnChain(world, request, part);
            left -= part;
            await world.Wait(dice.Between(TimeSpan.Zero, dice.PerMille(500) ? Moment : PartsWithin));
        }

        if (left > 0)
        {
            OnChain(world, request, left);
        }

        if (dice.PerMille(200))
        {
            await OffChain(world, request, shops, asked);
        }
    }

    private static Task One(World world, ChainRequest request, IReadOnlyList<Shop> shops, int sats)
    {
        if (request.PaymentRequest is not null && world.Dice.PerMille(500))
        {
            return OffChain(world, request, shops, sats);
        }

        OnChain(world, request, sats);
        return Task.CompletedTask;
    }

    private static void OnChain(World world, ChainRequest request, int sats) =>
        world.Chain.Pay((request.Address, Msat.FromSats(sats)));

    // Over the network; or by a merchant here, where the product can read whose invoice it is.
    private static async Task OffChain(World world, ChainRequest request, IReadOnlyList<Shop> shops, int sats)
    {
        if (request.PaymentRequest is not { } text || world.Requests.Find(text) is not { } invoice)
        {
            return;
        }

        var (dice, amount) = (world.Dice, request.Amount ?? Msat.FromSats(sats));
        if (!world.Node.IsSigning || dice.PerMille(600))
        {
            var isHash = PaymentHash.TryParse(invoice.Hash, out var hash);
            world.Expect(isHash, "an invoice has a payment hash");
            world.Tally.Count(
                world.Node.Pay(hash, amount) ? "requests: paid over the network" : "requests: not payable any more");
            return;
        }

        var payer = dice.Pick(shops);
        world.Tally.Count("requests: paid by a merchant here");
        await world.Sends.Repeat(new NewPayment(
            new PaymentId(dice.NextUuid()),
            payer.Environment,
            payer.Wallet,
            text,
            request.Amount is null ? amount : null,
            new Msat(dice.Between(0, 2_000))));
    }

    // Any time is possible; half of the time just as it expires.
    private static async Task Withdraw(World world, ChainRequest request)
    {
        var dice = world.Dice;
        switch (dice.Below(4))
        {
            case 0:
                await world.Wait(dice.Between(TimeSpan.Zero, Moment));
                break;
            case 1:
                await world.Wait(dice.Between(TimeSpan.Zero, PartsWithin * 2));
                break;
            default:
                var looked = new TaskCompletionSource();
                world.Chain.WhenReconciled.Add((request.ExpiresAt, looked.SetResult));
                await looked.Task;
                await world.Wait(dice.Between(TimeSpan.Zero, Moment));
                break;
        }

        while (await world.Requests.Withdraw(request) is null && world.CalmSince is null)
        {
            await world.Wait(RetryAfter);
        }
    }

    // Another wallet of the same environment: ids are the environment's.
    private static Shop? Other(World world, NewChainRequest order) =>
        world.Shops.Find(shop => shop.Environment == order.Environment && shop.Wallet != order.Wallet);

    private static TimeSpan Until(World world, DateTimeOffset at) =>
        at > world.Scheduler.Now ? at - world.Scheduler.Now : TimeSpan.Zero;
}
