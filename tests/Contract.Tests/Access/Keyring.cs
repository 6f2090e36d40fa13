using Fulgurite.Access;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Onboarding;

namespace Fulgurite.Contracts.Access;

/// <summary>Makes keys of every kind beside those that the API gives out.</summary>
internal static class Keyring
{
    /// <summary>All that there is.</summary>
    public static IReadOnlyList<Permission> Everything { get; } = Enum.GetValues<Permission>();

    /// <summary>A key of the sandbox's own environment.</summary>
    public static Task<string> Key(
        this SandboxProduct product, IReadOnlyList<Permission> permissions, Func<ApiKey, ApiKey>? change = null)
    {
        _ = EnvironmentId.TryParse(product.Facts.EnvironmentId, out var environment);
        _ = OrganizationId.TryParse(product.Facts.OrganizationId, out var organization);
        return product.Key(environment, organization, permissions, change);
    }

    /// <summary>A key of any environment, stored as it is.</summary>
    public static async Task<string> Key(
        this SandboxProduct product,
        EnvironmentId environment,
        OrganizationId organization,
        IReadOnlyList<Permission> permissions,
        Func<ApiKey, ApiKey>? change = null)
    {
        var (key, secret) = product.Engine.Keys.Create.Invent(null, environment, organization, "test", permissions);
        var actor = new AuditActor(organization, null, null, null);
        Assert.True(await product.Engine.Keys.Create.Store(
            change is null ? key : change(key), actor, CancellationToken.None));
        return secret.Reveal();
    }

    /// <summary>Another organization with an environment.</summary>
    public static async Task<NewMerchant> Stranger(this SandboxProduct product)
    {
        var merchant = product.Engine.Provision.Invent("Stranger", new BasisPoints(80));
        await product.Engine.Provision.Store(merchant, CancellationToken.None);
        return merchant;
    }
}
