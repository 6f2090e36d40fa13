namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>Some of the deployment's organizations, by id.</summary>
/// <param name="Items">The organizations.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="NextCursor">What asks for them.</param>
internal sealed record OrganizationPage(IReadOnlyList<OrganizationBody> Items, bool HasMore, string? NextCursor);
