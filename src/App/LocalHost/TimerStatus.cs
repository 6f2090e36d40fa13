namespace Fulgurite.App.LocalHost;

/// <summary>What a monitored timer is told of its schedule.</summary>
/// <param name="LastAt">The tick before this one.</param>
/// <param name="NextAt">The tick after this one.</param>
internal sealed record TimerStatus(DateTimeOffset LastAt, DateTimeOffset NextAt);
