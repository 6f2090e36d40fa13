namespace Fulgurite.Callbacks;

/// <summary>
/// Carries a callback to a merchant's server. One HTTP POST: no redirects, no private addresses, ten seconds, and at
/// most 64 KiB of the answer are read.
/// </summary>
public interface ICallbackTransport
{
    /// <summary>
    /// Posts the bytes. Not idempotent: the merchant may have acted although the answer is a failure. Never throws for
    /// anything the network or the merchant does; throws only for cancellation.
    /// </summary>
    Task<CallbackAnswer> Post(
        Uri url, IReadOnlyList<CallbackHeader> headers, ReadOnlyMemory<byte> body, CancellationToken cancel);
}
