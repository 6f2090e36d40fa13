namespace Fulgurite.Callbacks;

/// <summary>How a registration ended.</summary>
public enum RegisterEndpointStatus
{
    /// <summary>It is registered.</summary>
    Registered,

    /// <summary>The environment has, or had, one of this id.</summary>
    AlreadyExists,

    /// <summary>The environment has as many as it may.</summary>
    TooMany,
}
