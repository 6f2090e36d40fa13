namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/clock</c> is asked.</summary>
/// <param name="AdvanceSeconds">How far the time is moved.</param>
internal sealed record SandboxClockBody(long? AdvanceSeconds);
