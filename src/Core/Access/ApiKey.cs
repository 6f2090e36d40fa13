using Fulgurite.Identity;

namespace Fulgurite.Access;

/// <summary>A key of the native API, as it is known after it was presented: only its hash is stored.</summary>
/// <param name="Environment">The one environment that it opens.</param>
/// <param name="Organization">Whose that is.</param>
/// <param name="Name">For people.</param>
/// <param name="Permissions">What it may do there.</param>
public sealed record ApiKey(
    EnvironmentId Environment, OrganizationId Organization, string Name, IReadOnlyList<Permission> Permissions)
{
    /// <summary>What the first key of a merchant may do: everything but operate the deployment.</summary>
    public static IReadOnlyList<Permission> Full { get; } =
        [Permission.Read, Permission.Receive, Permission.Write, Permission.Billing, Permission.TeamManager];

    /// <summary>Whether it may do what asks for a permission.</summary>
    public bool Allows(Permission asked) =>
        Permissions.Contains(asked) || (asked == Permission.Receive && Permissions.Contains(Permission.Write));
}
