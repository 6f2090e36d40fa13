namespace Fulgurite.Access;

/// <summary>The life of an endpoint: <c>Active ↔ Stopped → Deleted</c>.</summary>
public enum EndpointStatus
{
    /// <summary>It is told of what happens.</summary>
    Active,

    /// <summary>Nothing new is planned for it, and what is under way waits.</summary>
    Stopped,

    /// <summary>Kept to be read; what was under way is abandoned.</summary>
    Deleted,
}
