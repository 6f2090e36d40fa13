namespace Fulgurite.Worlds;

/// <summary>What must hold in a world did not. The message carries the seed and the end of the history.</summary>
internal sealed class WorldFailedException(string message, Exception? cause = null) : Exception(message, cause);
