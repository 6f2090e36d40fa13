namespace Fulgurite.Storage;

/// <summary>
/// The store did not serve a read, or refused to look at a write, after the adapter's own retries. Nothing was changed
/// by the call that threw. Retrying later is safe.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>
    /// True where the store looked and will not have it: for a missing role, or a batch that it does not take. A repeat
    /// ends the same until a person mends the cause.
    /// </summary>
    public bool IsRefusal { get; init; }
}
