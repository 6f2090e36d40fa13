namespace Fulgurite.Messaging;

/// <summary>The bus gave no definite answer after the adapter's own retries. Repeating the send is safe.</summary>
public sealed class BusUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
