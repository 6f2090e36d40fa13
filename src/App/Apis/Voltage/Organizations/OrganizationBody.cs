using System.Text.Json.Serialization;
using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>An organization.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">For people.</param>
/// <param name="CreatedAt">When it was made; null for those from before this was kept.</param>
internal sealed record OrganizationBody(string Id, string Name, DateTimeOffset? CreatedAt)
{
    /// <summary>The first environment of an organization: only in the answer that makes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EnvironmentId { get; init; }

    /// <summary>The id of that environment's first key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApiKeyId { get; init; }

    /// <summary>That key itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApiKey { get; init; }

    /// <summary>An organization, without what only its maker is told.</summary>
    public static OrganizationBody FromCore(MerchantOrganization organization) =>
        new(organization.Id.ToString(), organization.Name, organization.CreatedAt);

    /// <summary>Without the key.</summary>
    public override string ToString() => $"OrganizationBody {Id}";
}
