using Fulgurite.Access;
using Fulgurite.Storage;

namespace Fulgurite.Onboarding;

/// <summary>
/// Makes an organization with its first environment and that one's first key. The id decides: a repeat with the same id
/// answers that it is taken. What a creation that died leaves is listed and not there, and the same request makes it
/// anew.
/// </summary>
public sealed class CreateOrganization(Registry registry, AuditLog audit)
{
    /// <summary>
    /// Stores an organization with its first environment and that one's first key; false when the id is taken.
    /// </summary>
    /// <param name="organization">What is made.</param>
    /// <param name="environment">Its first environment, of an id of our own.</param>
    /// <param name="first">A key of it that was invented for it.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancel">Stops waiting; it may have been made.</param>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<bool> Execute(
        MerchantOrganization organization,
        MerchantEnvironment environment,
        ApiKey first,
        AuditActor actor,
        CancellationToken cancel)
    {
        if (await registry.ReadOrganization(organization.Id, cancel) is not null)
        {
            return false;
        }

        var subject = organization.Id.ToString();
        await audit.Add(actor, AuditAction.OrganizationCreated, subject, organization.Name, cancel);
        await registry.Save([RowWrite.Put(RegistryRows.ListedOf(organization.Id), [])], cancel);
        var isNew = await CreateEnvironment.Store(registry, environment, first, cancel);
        Invariant.Holds(isNew, "an environment's random id is its own");

        // Last, and with the list of its environments: an organization that is there is whole. Of two that are made
        // under one id at once, one is; the other's key was shown to nobody.
        return await registry.Create(
            [
                RowWrite.Insert(RegistryRows.OrganizationOf(organization.Id), RegistryRows.ToFields(organization)),
                RowWrite.Put(RegistryRows.MemberOf(organization.Id, environment.Id), []),
            ],
            cancel);
    }
}
