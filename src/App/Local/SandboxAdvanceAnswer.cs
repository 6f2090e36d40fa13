namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/clock</c> answers when the new time has come.</summary>
/// <param name="Now">The sandbox's time.</param>
/// <param name="AdvancedSeconds">How far it was moved.</param>
/// <param name="Fired">How often each function was started on the way, by its name.</param>
internal sealed record SandboxAdvanceAnswer(
    DateTimeOffset Now, long AdvancedSeconds, IReadOnlyDictionary<string, long> Fired);
