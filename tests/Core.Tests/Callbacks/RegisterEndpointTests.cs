using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Tests.Callbacks;

public sealed class RegisterEndpointTests : IDisposable
{
    private readonly WebhookWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_is_registered_reads_back_and_is_told()
    {
        var endpoint = await world.Register("shop");
        Assert.Equal((EndpointStatus.Active, world.Clock.Now), (endpoint.Status, endpoint.CreatedAt));
        var audience = await world.Announce.To(Samples.Environment, CancellationToken.None);
        Assert.Equal(endpoint.Id, Assert.Single(audience.Endpoints).Id);
    }

    [Fact]
    public async Task An_id_is_used_once_also_after_its_webhook_was_deleted()
    {
        var endpoint = await world.Register("shop");
        Assert.Equal(RegisterEndpointStatus.AlreadyExists, await Again(endpoint));
        await world.Changes.Delete(endpoint.Environment, endpoint.Id, CancellationToken.None);
        Assert.Equal(RegisterEndpointStatus.AlreadyExists, await Again(endpoint));
    }

    [Fact]
    public async Task Ten_at_most_and_a_deleted_one_makes_room()
    {
        var first = await world.Register("shop-1");
        for (var number = 2; number <= EndpointStore.EndpointsMax; number++)
        {
            await world.Register($"shop-{number}");
        }

        var next = first with { Id = new EndpointId(EventIds.For("test", "one more")) };
        Assert.Equal(RegisterEndpointStatus.TooMany, await Again(next));
        await world.Changes.Delete(first.Environment, first.Id, CancellationToken.None);
        await world.Changes.Delete(first.Environment, first.Id, CancellationToken.None);
        Assert.Equal(RegisterEndpointStatus.Registered, await Again(next));
        Assert.Equal(
            RegisterEndpointStatus.TooMany,
            await Again(first with { Id = new EndpointId(EventIds.For("test", "and another")) }));
    }

    [Fact]
    public async Task A_deleted_webhook_is_changed_no_more()
    {
        var endpoint = await world.Register("shop");
        await world.Changes.Delete(endpoint.Environment, endpoint.Id, CancellationToken.None);
        Assert.Null(await world.Changes.Start(endpoint.Environment, endpoint.Id, CancellationToken.None));
        Assert.Null(await world.Changes.Rotate(endpoint.Environment, endpoint.Id, CancellationToken.None));
        Assert.NotNull(await world.Endpoints.Find(endpoint.Environment, endpoint.Id, CancellationToken.None));
    }

    private async Task<RegisterEndpointStatus> Again(CallbackEndpoint endpoint) =>
        (await world.Registrations.Execute(endpoint, CancellationToken.None)).Status;
}
