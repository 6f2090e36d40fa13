namespace Fulgurite.App.Relay;

/// <summary>
/// Keeps everything that nodes tell flowing to the bus for as long as the process lives: settlements, hints about
/// payments, and looks at the chain, of the operator's node and of customers' own, each with waits of its own.
/// </summary>
internal sealed class RelayLoop(EngineSource source, TimeProvider clock, ILogger<RelayLoop> log)
{
    private readonly TaskCompletionSource<Engine> built = new(TaskCreationOptions.None);

    /// <summary>Runs until the token is cancelled.</summary>
    public Task Run(CancellationToken stop) => Task.WhenAll(
        new SettlementRelayLoop(clock, log).Run(Operators, stop),
        new PaymentRelayLoop(clock, log).Run(WhenBuilt, stop),
        new ChainWatchLoop(clock, log).Run(built.Task, stop),
        new OwnNodeRelays(clock, log).Run(built.Task, stop));

    private async Task<NodeUseCases> Operators(CancellationToken stop)
    {
        var engine = await source.Get(stop);
        built.TrySetResult(engine);
        return engine.Operators;
    }

    private async Task<NodeUseCases> WhenBuilt(CancellationToken stop) => (await built.Task.WaitAsync(stop)).Operators;
}
