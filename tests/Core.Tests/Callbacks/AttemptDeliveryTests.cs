using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Secrets;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;

namespace Fulgurite.Tests.Callbacks;

public sealed class AttemptDeliveryTests
{
    private static readonly SecretBox Box = new(Samples.MasterKey, new ScriptedRandomness(1));
    private readonly ManualClock clock = new();
    private readonly MemoryTableStore tables = new();

    [Fact]
    public async Task An_endpoint_that_another_process_has_just_set_is_found()
    {
        var (here, elsewhere) = (NewRegistry(), NewRegistry());
        Assert.Empty(await here.FindEndpoints(Samples.Environment, CancellationToken.None));
        Assert.Null(await here.FindProcessingKey(Samples.Endpoint.SigningKey!, CancellationToken.None));
        await Save(elsewhere);
        Assert.Equal(200, (await Attempt(here))!.Attempt.Answer.HttpStatus);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_sent_nothing()
    {
        var registry = NewRegistry();
        await Save(registry);
        await registry.Save(
            [RowWrite.Put(RegistryRows.EndpointOf(Samples.Environment, Samples.EndpointId), [])],
            CancellationToken.None);
        Assert.Null(await Attempt(registry));
    }

    private static async Task Save(Registry registry)
    {
        var endpoint = Samples.Endpoint;
        var key = new ProcessingKey(
            endpoint.SigningKey!, new SecretValue("secret"), Samples.Environment, Samples.Wallet);
        await registry.Save(
            [RowWrite.Put(RegistryRows.EndpointOf(Samples.Environment, endpoint.Id), RegistryRows.ToFields(endpoint))],
            CancellationToken.None);
        await registry.Save(
            [RowWrite.Put(RegistryRows.ProcessingKeyOf(key.PublicKey), RegistryRows.ToFields(key, Box))],
            CancellationToken.None);
    }

    private Registry NewRegistry() => new(tables, Box, clock);

    private async Task<MadeAttempt?> Attempt(Registry registry)
    {
        var schemes = new Dictionary<string, CallbackScheme> { ["plain"] = Samples.Scheme("plain") };
        var targets = new CallbackTargets(registry, Box, schemes, clock);
        return await targets.Find(Samples.Delivery, CancellationToken.None) is { } target
            ? await new AttemptDelivery(new AcknowledgingTransport(), clock)
                .Execute(Samples.Delivery, target, CancellationToken.None)
            : null;
    }

    private sealed class AcknowledgingTransport : ICallbackTransport
    {
        public Task<CallbackAnswer> Post(
            Uri url, IReadOnlyList<CallbackHeader> headers, ReadOnlyMemory<byte> body, CancellationToken cancel) =>
            Task.FromResult(new CallbackAnswer(200, null, ""));
    }
}
