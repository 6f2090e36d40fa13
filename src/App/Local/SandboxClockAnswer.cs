namespace Fulgurite.App.Local;

/// <summary>What <c>GET /sandbox/clock</c> answers.</summary>
/// <param name="Now">The sandbox's time.</param>
/// <param name="AheadSeconds">What it is ahead of the machine's, in whole seconds rounded down.</param>
/// <param name="IsAdvancing">It is being moved at the moment.</param>
internal sealed record SandboxClockAnswer(DateTimeOffset Now, long AheadSeconds, bool IsAdvancing);
