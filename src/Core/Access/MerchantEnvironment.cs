using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Access;

/// <summary>
/// One of an organization's environments and its settings.
/// </summary>
/// <param name="Id">Names it.</param>
/// <param name="Organization">Whose it is.</param>
/// <param name="Name">For people.</param>
/// <param name="DepositFee">What the operator keeps of each receipt; frozen into each invoice when it is made.</param>
public sealed record MerchantEnvironment(
    EnvironmentId Id, OrganizationId Organization, string Name, BasisPoints DepositFee)
{
    /// <summary>When it was made; null for those from before this was kept.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
