using Fulgurite.Identity;

namespace Fulgurite.Access;

/// <summary>Who acts.</summary>
/// <param name="Organization">In whose log it is written.</param>
/// <param name="Environment">Of the key that was used.</param>
/// <param name="Key">The key that was used; null for an operator with the deployment's own credentials.</param>
/// <param name="Address">Where the call came from, as text; null where it is not known.</param>
public sealed record AuditActor(
    OrganizationId Organization, EnvironmentId? Environment, ApiKeyId? Key, string? Address);
