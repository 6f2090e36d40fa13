namespace Fulgurite.App;

/// <summary>
/// Builds the engine when it is first needed, so that the process answers the Functions host before it has fetched a
/// secret. Callers share one build; a build that failed is tried again by the next caller.
/// </summary>
internal sealed class EngineSource(Func<CancellationToken, Task<Engine>> build)
{
    private readonly Lock gate = new();
    private Task<Engine>? building;

    /// <summary>The engine. Throws what the build throws; cancellation stops the waiting only.</summary>
    public Task<Engine> Get(CancellationToken cancel)
    {
        lock (gate)
        {
            if (building is null or { IsFaulted: true } or { IsCanceled: true })
            {
                building = build(CancellationToken.None);
            }

            return building.IsCompleted ? building : building.WaitAsync(cancel);
        }
    }
}
