using Fulgurite.Access;
using Fulgurite.Callbacks;

namespace Fulgurite.Tests.Callbacks;

public sealed class DeliverCallbackTests : IDisposable
{
    private static readonly CallbackAnswer Hangs = new(null, "no answer within 10 seconds", "");
    private readonly WebhookWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_acknowledged_delivery_is_listed_as_delivered()
    {
        var delivery = await world.Plan(await world.Register("shop"));
        Assert.Equal(DeliverCallbackStatus.Delivered, await world.Deliver(delivery));
        Assert.Equal(DeliveryState.Delivered, (await Listed(delivery))!.State);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_stops_its_endpoint_and_ends_the_delivery()
    {
        var endpoint = await world.Register("shop");
        var delivery = await world.Plan(endpoint);
        Answers(new CallbackAnswer(410, null, ""));
        Assert.Equal(DeliverCallbackStatus.Abandoned, await world.Deliver(delivery));
        Assert.Equal(EndpointStatus.Stopped, (await Stored(endpoint)).Status);
        Assert.Equal((DeliveryState.Abandoned, 1), await Stands(delivery));
    }

    [Fact]
    public async Task A_scheme_that_is_not_steered_by_answers_takes_410_for_any_failure()
    {
        var endpoint = await world.Register("shop", "blunt");
        var delivery = await world.Plan(endpoint);
        Answers(new CallbackAnswer(410, null, "") { RetryAfter = TimeSpan.FromHours(1) });
        Assert.Equal(DeliverCallbackStatus.WillRetry, await world.Deliver(delivery));
        Assert.Equal(EndpointStatus.Active, (await Stored(endpoint)).Status);
        Assert.Equal(world.Clock.Now.AddSeconds(5), (await world.Read(delivery)).DueAt);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it()
    {
        var delivery = await world.Plan(await world.Register("shop"));
        Answers(new CallbackAnswer(429, null, "") { RetryAfter = TimeSpan.FromMinutes(20) });
        Assert.Equal(DeliverCallbackStatus.WillRetry, await world.Deliver(delivery));
        Assert.Equal(world.Clock.Now.AddMinutes(20), (await world.Read(delivery)).DueAt);
        var attempt = (await world.Deliveries.LastAttempt(await world.Read(delivery), CancellationToken.None))!;
        Assert.Equal((429, TimeSpan.FromMinutes(20)), (attempt.Answer.HttpStatus, attempt.Answer.RetryAfter));
    }

    [Fact]
    public async Task A_stopped_endpoint_is_not_called_and_its_deliveries_resume_when_it_starts()
    {
        var endpoint = await world.Register("shop");
        var delivery = await world.Plan(endpoint);
        await world.Changes.Stop(endpoint.Environment, endpoint.Id, CancellationToken.None);
        Assert.Equal(DeliverCallbackStatus.PutOff, await world.Deliver(delivery));
        Assert.Empty(world.Attempts);
        Assert.True((await world.Read(delivery)).IsPaused);

        var started = await world.Changes.Start(endpoint.Environment, endpoint.Id, CancellationToken.None);
        await world.Deliveries.Resume(started!, CancellationToken.None);
        Assert.Equal(DeliverCallbackStatus.Delivered, await world.Deliver(delivery));
        Assert.Single(world.Attempts);
    }

    [Fact]
    public async Task An_order_for_a_time_that_was_moved_away_is_ignored()
    {
        var endpoint = await world.Register("shop");
        var delivery = await world.Plan(endpoint);
        await world.Changes.Stop(endpoint.Environment, endpoint.Id, CancellationToken.None);
        await world.Deliver(delivery);
        await world.Changes.Start(endpoint.Environment, endpoint.Id, CancellationToken.None);
        Assert.Equal(DeliverCallbackStatus.OutOfDate, await world.Deliver(delivery));

        // Nobody resumed it: it finds out by itself.
        world.Clock.Advance(DeliverySchedule.StoppedWait);
        Assert.Equal(DeliverCallbackStatus.Delivered, await world.Deliver(delivery));
    }

    [Fact]
    public async Task Deleting_an_endpoint_gives_up_what_was_under_way()
    {
        var endpoint = await world.Register("shop");
        var (tried, untried) = (await world.Plan(endpoint, 1), await world.Plan(endpoint, 2));
        Answers(new CallbackAnswer(500, null, ""));
        await world.Deliver(tried);
        var deleted = await world.Changes.Delete(endpoint.Environment, endpoint.Id, CancellationToken.None);
        await world.Deliveries.Abandon(deleted!, CancellationToken.None);
        Assert.Equal((DeliveryState.Abandoned, 1), await Stands(tried));

        // Not listed before its first attempt, it finds out when that is due.
        Assert.Equal(DeliverCallbackStatus.Abandoned, await world.Deliver(untried));
        Assert.Equal((DeliveryState.Abandoned, 0), await Stands(untried));
        Assert.Single(world.Attempts);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_day()
    {
        var endpoint = await world.Register("shop");
        await world.Deliver(await world.Plan(endpoint, 1));
        await world.Changes.Rotate(endpoint.Environment, endpoint.Id, CancellationToken.None);
        await world.Deliver(await world.Plan(endpoint, 2));
        world.Clock.Advance(EndpointSecrets.Overlap);
        await world.Deliver(await world.Plan(endpoint, 3));
        Assert.Equal(
            [("secret-1", null), ("secret-2", "secret-1"), ("secret-2", (string?)null)],
            world.Attempts.Select(attempt => (attempt.Current, attempt.Previous)));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_does_not_keep_another_from_being_told()
    {
        var (hanging, prompt) = (await world.Register("hanging"), await world.Register("prompt"));
        var ends = new TaskCompletionSource<CallbackAnswer>();
        world.Answer = url =>
            url.Host == "hanging.example" ? ends.Task : Task.FromResult(new CallbackAnswer(204, null, ""));
        var stuck = new List<Task<DeliverCallbackStatus>>();
        for (var number = 1; number <= 40; number++)
        {
            stuck.Add(world.Deliver(await world.Plan(hanging, number)));
        }

        // What is over the endpoint's share gives its order back at once, to come again.
        var given = stuck.Where(delivery => delivery.IsCompleted).ToList();
        Assert.Equal(40 - EndpointSlots.PerEndpointMax, given.Count);
        Assert.All(await Task.WhenAll(given), status => Assert.Equal(DeliverCallbackStatus.PutOff, status));
        Assert.Equal(DeliverCallbackStatus.Delivered, await world.Deliver(await world.Plan(prompt)));

        ends.SetResult(Hangs);
        await Task.WhenAll(stuck);
    }

    [Fact]
    public async Task A_crash_before_the_final_note_is_made_up_for_by_whoever_reads()
    {
        var delivery = await world.Plan(await world.Register("shop"));
        await world.Deliver(delivery);
        await world.Index.Begin(delivery, CancellationToken.None);
        var listed = (await Listed(delivery))!;
        Assert.Equal(DeliveryState.Pending, listed.State);

        Assert.Equal(DeliveryState.Delivered, (await world.Deliveries.Read(listed, CancellationToken.None))!.State);
        Assert.Equal(DeliveryState.Delivered, (await Listed(delivery))!.State);
    }

    [Fact]
    public async Task A_final_note_that_comes_late_does_not_hide_a_resend()
    {
        var delivery = await world.Plan(await world.Register("shop"));
        await world.Deliver(delivery);
        var begun = await world.Index.Begin(delivery, CancellationToken.None);
        await world.Resend.Execute(delivery.Wallet, delivery.Id, CancellationToken.None);
        await world.Index.End(
            delivery with { State = DeliveryState.Delivered }, begun, world.Clock.Now, CancellationToken.None);
        Assert.Equal(DeliveryState.Pending, (await Listed(delivery))!.State);
    }

    [Fact]
    public async Task A_test_is_sent_once_however_often_it_is_asked_for()
    {
        var endpoint = await world.Register("shop");
        var id = Guid.Parse("0f9619ff-8b86-d011-b42d-00c04fc964ff");
        await world.Tests.Execute(endpoint, id, "{}"u8.ToArray(), CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Tests.Execute(endpoint, id, "{}"u8.ToArray(), CancellationToken.None);
        Assert.Equal(1, world.Orders);
        var listed = await world.Index.Find(endpoint.Environment, endpoint.Id, $"{id:N}", CancellationToken.None);
        var test = (await world.Deliveries.Read(listed!, CancellationToken.None))!;
        Assert.Equal(DeliverCallbackStatus.Delivered, await world.Deliver(test));
    }

    [Fact]
    public async Task A_test_is_not_repeated_with_another_body()
    {
        var (endpoint, other) = (await world.Register("shop"), await world.Register("till"));
        var id = Guid.Parse("0f9619ff-8b86-d011-b42d-00c04fc964ff");

        Assert.True(await world.Tests.Execute(endpoint, id, "{}"u8.ToArray(), CancellationToken.None));
        Assert.False(await world.Tests.Execute(endpoint, id, "[]"u8.ToArray(), CancellationToken.None));
        Assert.True(await world.Tests.Execute(endpoint, id, "{}"u8.ToArray(), CancellationToken.None));
        Assert.True(await world.Tests.Execute(other, id, "[]"u8.ToArray(), CancellationToken.None));

        Assert.Equal(2, world.Orders);
        var listed = await world.Index.Find(endpoint.Environment, endpoint.Id, $"{id:N}", CancellationToken.None);
        var test = (await world.Deliveries.Read(listed!, CancellationToken.None))!;
        Assert.Equal("{}"u8.ToArray(), test.Body.ToArray());
    }

    private void Answers(CallbackAnswer answer) => world.Answer = _ => Task.FromResult(answer);

    private async Task<CallbackEndpoint> Stored(CallbackEndpoint endpoint) =>
        (await world.Endpoints.Find(endpoint.Environment, endpoint.Id, CancellationToken.None))!.Value.Endpoint;

    private Task<ListedDelivery?> Listed(Delivery delivery) =>
        world.Index.Find(delivery.Environment, delivery.Endpoint, delivery.Id, CancellationToken.None);

    private async Task<(DeliveryState State, int Attempts)> Stands(Delivery delivery)
    {
        var stored = await world.Read(delivery);
        return (stored.State, stored.Attempts);
    }
}
