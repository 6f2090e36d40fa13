using Fulgurite.Access;
using Fulgurite.Storage;

namespace Fulgurite.Onboarding;

/// <summary>
/// Makes an environment with its first key. The id decides: a repeat with the same id answers that it is taken. What a
/// creation that died leaves is listed and not there, and the same request makes it whole.
/// </summary>
public sealed class CreateEnvironment(Registry registry, AuditLog audit)
{
    /// <summary>Stores an environment and its first key; false when the id is taken.</summary>
    /// <param name="environment">What is made.</param>
    /// <param name="first">A key of it that was invented for it.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancel">Stops waiting; it may have been made.</param>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<bool> Execute(
        MerchantEnvironment environment, ApiKey first, AuditActor actor, CancellationToken cancel)
    {
        // Looked up before it is listed: an organization must not list another's environment.
        if (await registry.ReadEnvironment(environment.Id, cancel) is not null)
        {
            return false;
        }

        await audit.Add(actor, AuditAction.EnvironmentCreated, environment.Id.ToString(), environment.Name, cancel);

        // Listed first: money must not be in a wallet that no verification finds.
        var member = RegistryRows.MemberOf(environment.Organization, environment.Id);
        await registry.Save([RowWrite.Put(member, [])], cancel);
        if (await Store(registry, environment, first, cancel))
        {
            return true;
        }

        var other = await registry.ReadEnvironment(environment.Id, cancel);
        if (other is not null && other.Organization != environment.Organization)
        {
            await registry.Commit([RowWrite.DeleteAny(member)], cancel);
        }

        return false;
    }

    /// <summary>The environment and its first key, together or not at all: a pointer alone opens nothing.</summary>
    internal static async Task<bool> Store(
        Registry registry, MerchantEnvironment environment, ApiKey first, CancellationToken cancel)
    {
        await registry.Save(
            [RowWrite.Put(ApiKeyRows.PointerOf(first.Hash), ApiKeyRows.ToPointer(first))], cancel);
        return await registry.Create(
            [
                RowWrite.Insert(RegistryRows.EnvironmentOf(environment.Id), RegistryRows.ToFields(environment)),
                RowWrite.Insert(ApiKeyRows.RecordOf(environment.Id, first.Id), ApiKeyRows.ToFields(first)),
            ],
            cancel);
    }
}
