using Fulgurite.Identity;

namespace Fulgurite.Access;

/// <summary>A company that uses the processor.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">For people.</param>
/// <param name="CreatedAt">When it was made; null for those from before this was kept.</param>
public sealed record MerchantOrganization(OrganizationId Id, string Name, DateTimeOffset? CreatedAt);
