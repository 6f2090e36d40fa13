using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>Payments that nobody asked for: what no invoice says, their requests say themselves.</summary>
public sealed class KeysendTests
{
    private static readonly TimeSpan Lifetime = PaymentTarget.Keysend.Lifetime;

    [Fact]
    public void A_keysend_is_paid_and_proved() => Stage.Play(1, async world =>
    {
        var process = world.StartProcess();
        var shop = await world.OpenShopWith(5_000);
        var order = world.Keysend(shop, Sends.Success);
        await process.Ask(order);

        var paid = await world.Ended(order, Steps.Soon);
        Assert.Equal((PaymentState.Succeeded, Msat.FromSats(1)), (paid.State, paid.FeePaid));
        Assert.Equal(paid.Hash, paid.Preimage?.Hash());
        Assert.Equal(3_999_000, await world.Balance(shop, Account.Available));
        await world.Rest();
        world.MustBeInOrder();
    });

    // The sender has given up on its requests; each reaches the node, or not, at any time up to half an hour later.
    [Fact]
    public void A_keysend_whose_answer_was_lost_is_held_until_no_request_could_arrive()
    {
        var (behindFence, longest) = (0L, TimeSpan.Zero);
        for (var seed = 1UL; seed <= 40; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var process = world.StartProcess();
                var shop = await world.OpenShopWith(5_000);
                world.Weather = new Weather { PaymentRequestsLate = 700 };
                var order = world.Keysend(shop, Sends.NoRoute, Sends.Success);
                await process.Ask(order);
                for (var minute = 0; minute < 45; minute++)
                {
                    await world.Wait(TimeSpan.FromMinutes(1));
                    world.MustBeSound();
                }

                world.Weather = Weather.Fine;
                var ended = await world.Ended(order, TimeSpan.FromMinutes(5));
                await world.Rest();
                world.MustBeInOrder();
                behindFence += world.Tally.Counts.GetValueOrDefault("payments: refused by the node, behind the fence");
                var held = ended.EndedAt!.Value - ended.CreatedAt;
                longest = ended.State == PaymentState.Failed && held > longest ? held : longest;
            });
        }

        Assert.True(behindFence > 0, "some request comes behind the fence");
        Assert.True(longest > Lifetime + PaymentVerdict.ExpiryMargin, $"some hold waits for it: {longest}");
    }

    [Fact]
    public void A_node_that_is_away_for_too_long_is_not_asked_for_a_keysend() => Stage.Play(3, async world =>
    {
        var process = world.StartProcess();
        var shop = await world.OpenShopWith(5_000);
        world.Node.SetDown(true);
        var order = world.Keysend(shop, Sends.Success);
        await process.Ask(order);
        await world.Wait(Lifetime + TimeSpan.FromMinutes(2));
        world.Node.SetDown(false);

        var failed = await world.Ended(order, TimeSpan.FromMinutes(3));
        Assert.Equal((PaymentState.Failed, PaymentFailure.KeysendExpired), (failed.State, failed.Failure));
        Assert.Empty(world.Payments.Tries);
        Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
        await world.Rest();
        world.MustBeInOrder();
    });

    [Fact]
    public void A_keysend_that_failed_is_released_at_once() => Stage.Play(4, async world =>
    {
        var process = world.StartProcess();
        var shop = await world.OpenShopWith(5_000);
        var order = world.Keysend(shop, Sends.NoRoute);
        await process.Ask(order);

        Assert.Equal(PaymentFailure.NoRoute, (await world.Ended(order, Steps.Soon)).Failure);
        Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
        await world.Rest();
        world.MustBeInOrder();
    });

    [Fact]
    public void One_id_is_one_keysend_whatever_else_is_asked_under_it() => Stage.Play(5, async world =>
    {
        var process = world.StartProcess();
        var shop = await world.OpenShopWith(5_000);
        var order = world.Keysend(shop, Sends.Success);
        await process.Ask(order);
        await world.Ended(order, Steps.Soon);

        var again = (await process.Ask(order)).Value!;
        var other = (await process.Ask(world.Keysend(shop, Sends.Success) with { Id = order.Id })).Value!;
        Assert.True(again.IsRepeat);
        Assert.Equal(PaymentState.Succeeded, again.Payment!.State);
        Assert.Equal(CreatePaymentRefusal.AlreadyExists, other.Refusal);
        Assert.Single(world.Payments.Tries);
        await world.Rest();
        world.MustBeInOrder();
    });
}
