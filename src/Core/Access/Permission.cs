namespace Fulgurite.Access;

/// <summary>
/// What a key may do. None includes another, with two exceptions: whatever asks for <see cref="Receive"/> is also open
/// to <see cref="Write"/>, and <see cref="Owner"/> may do everything but operate the deployment.
/// </summary>
public enum Permission
{
    /// <summary>See everything of its environment but bills.</summary>
    Read,

    /// <summary>Ask for money: create receives, and nothing else.</summary>
    Receive,

    /// <summary>Change anything of its environment, and send.</summary>
    Write,

    /// <summary>See bills and change lines of credit.</summary>
    Billing,

    /// <summary>Manage the organization's environments and keys.</summary>
    TeamManager,

    /// <summary>Operate the deployment: create organizations and grant credit.</summary>
    Administrator,

    /// <summary>All of the above but <see cref="Administrator"/>, in the key's environment.</summary>
    Owner,
}
