using Fulgurite.Identity;

namespace Fulgurite.Access;

/// <summary>A key of the native API, as it is known after it was presented: only its hash is stored.</summary>
/// <param name="Environment">The one environment that it opens.</param>
/// <param name="Organization">Whose that is.</param>
/// <param name="Name">For people.</param>
public sealed record ApiKey(EnvironmentId Environment, OrganizationId Organization, string Name);
