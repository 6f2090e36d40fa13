namespace Fulgurite.Worlds.Rest;

/// <summary>Why a client has no answer.</summary>
internal enum MissingAnswer
{
    /// <summary>No connection was made: the service heard nothing.</summary>
    NoConnection,

    /// <summary>The connection breaks before the answer.</summary>
    Reset,

    /// <summary>The connection breaks within the answer.</summary>
    Cut,

    /// <summary>It does not come for as long as the client waits.</summary>
    Silence,
}
