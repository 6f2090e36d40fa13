namespace Fulgurite.Lnd.Grpc;

/// <summary>
/// A call that did not end well: the server's own status, or one of ours where there was none (no connection, deadline
/// passed, malformed answer). Carries no request data and no metadata, so it is safe to log.
/// </summary>
internal sealed class GrpcStatusException(GrpcStatusCode code, string text, Exception? cause = null)
    : Exception($"{code}: {text}", cause)
{
    /// <summary>What kind of failure.</summary>
    public GrpcStatusCode Code { get; } = code;

    /// <summary>The server's words, unchanged.</summary>
    public string Text { get; } = text;
}
