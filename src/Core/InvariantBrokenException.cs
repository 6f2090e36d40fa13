namespace Fulgurite;

/// <summary>
/// A bug: the program found itself in a state that its own rules exclude. Never caught outside the host.
/// </summary>
public sealed class InvariantBrokenException(string mustBeTrue)
    : Exception($"Invariant broken: {mustBeTrue}");
