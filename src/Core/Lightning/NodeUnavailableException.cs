namespace Fulgurite.Lightning;

/// <summary>
/// The node did not give a definite answer: unreachable, too slow, restarting, or an answer that the adapter does not
/// know. What was asked may have happened. Always retryable for the idempotent members of the port.
/// </summary>
public sealed class NodeUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
