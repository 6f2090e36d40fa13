using Fulgurite.Access;
using Fulgurite.App;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Worlds.Webhooks;

/// <summary>
/// The webhooks of merchants, and what their owners do with them. Owners have no trouble of their own: what is told to
/// them once, such as a secret, they know.
/// </summary>
internal sealed class WorldWebhooks(World world)
{
    /// <summary>Every webhook that was ever registered.</summary>
    public List<WorldWebhook> All { get; } = [];

    /// <summary>Registers one for a shop's environment.</summary>
    public async Task Register(Shop shop, string scheme, IReadOnlyList<PaymentEvent>? wants)
    {
        var server = new Merchant(scheme, new Uri($"https://hook-{All.Count + 1}.example/events"));
        var asked = new CallbackEndpoint(
            new EndpointId(world.Dice.NextUuid()), shop.Environment, scheme, server.Url, null)
        {
            Name = $"hook {All.Count + 1}",
            Events = wants,
        };
        var told = await world.Insist(async engine =>
            Tuple.Create(await engine.Callbacks.Register.Execute(asked, CancellationToken.None)));
        var hook = new WorldWebhook(shop.Environment, asked.Id, server, wants);
        hook.Statuses.Add((DateTimeOffset.MinValue, EndpointStatus.Active));
        hook.Secrets.Add((DateTimeOffset.MinValue, told.Item1.Secret!.Reveal()));
        world.Merchants.Add(server.Url.Host, server);
        All.Add(hook);
    }

    /// <summary>The webhook that a server belongs to; null for a callback address.</summary>
    public WorldWebhook? Of(Merchant server) => All.Find(hook => hook.Server == server);

    /// <summary>Stops it.</summary>
    public Task Stop(WorldWebhook hook) => Become(hook, EndpointStatus.Stopped, engine =>
        engine.Callbacks.Change.Stop(hook.Environment, hook.Id, CancellationToken.None));

    /// <summary>Starts it again, and what waited for that.</summary>
    public Task Start(WorldWebhook hook) => Become(hook, EndpointStatus.Active, async engine =>
    {
        var started = await engine.Callbacks.Change.Start(hook.Environment, hook.Id, CancellationToken.None);
        await engine.Callbacks.Deliveries.Resume(started!, CancellationToken.None);
        return started;
    });

    /// <summary>Deletes it, and gives up what was under way.</summary>
    public Task Delete(WorldWebhook hook) => Become(hook, EndpointStatus.Deleted, async engine =>
    {
        var deleted = await engine.Callbacks.Change.Delete(hook.Environment, hook.Id, CancellationToken.None);
        await engine.Callbacks.Deliveries.Abandon(deleted!, CancellationToken.None);
        return deleted;
    });

    /// <summary>Gives it a new secret.</summary>
    public async Task Rotate(WorldWebhook hook)
    {
        world.Tally.Count("webhooks: rotated");
        (hook.IsRotating, hook.IsBeingChanged) = (true, true);
        var rotated = await world.Insist(async engine => Tuple.Create(
            await engine.Callbacks.Change.Rotate(hook.Environment, hook.Id, CancellationToken.None)));
        (hook.IsRotating, hook.IsBeingChanged) = (false, false);
        hook.Secrets.Add((world.Scheduler.Now, rotated.Item1!.Value.Secret!.Reveal()));
    }

    private async Task Become(
        WorldWebhook hook, EndpointStatus status, Func<Engine, Task<CallbackEndpoint?>> change)
    {
        world.Tally.Count($"webhooks: {status}");
        hook.IsBeingChanged = true;
        hook.Wanted = (world.Scheduler.Now, status);
        await world.Insist(async engine => (await change(engine))!);
        hook.IsBeingChanged = false;
    }
}
