namespace Fulgurite.App.Host;

/// <summary>
/// What was posted to a trigger endpoint is not a message of ours: not the host's envelope, or sealed by someone else.
/// Nothing was done. The message holds no part of the body.
/// </summary>
internal sealed class UnreadableEnvelopeException(string message, Exception? cause = null) : Exception(message, cause);
