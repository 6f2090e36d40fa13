namespace Fulgurite.Storage;

/// <summary>
/// The store did not serve a read, or refused to look at a write, after the adapter's own retries. Nothing was changed
/// by the call that threw. Retrying later is safe.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
