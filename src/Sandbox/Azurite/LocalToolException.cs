namespace Fulgurite.Sandbox.Azurite;

/// <summary>
/// A tool of local mode is missing or does not start. The message is one line that says what to do, fit to be printed
/// alone.
/// </summary>
public sealed class LocalToolException(string message, Exception? cause = null) : Exception(message, cause);
