namespace Fulgurite.Sandbox.LocalBus;

/// <summary>The settings that the queues have in Azure (infra), so that a laptop behaves alike.</summary>
public sealed record LocalBusOptions
{
    /// <summary>After this many deliveries that were not completed a message is dead-lettered.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long the id of an accepted message is remembered.</summary>
    public TimeSpan DuplicateDetectionWindow { get; init; } = TimeSpan.FromMinutes(10);
}
