using System.Collections.Concurrent;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Fulgurite.Secrets;

namespace Fulgurite.Azure.KeyVault;

/// <summary>
/// Secrets in Azure Key Vault. The identity needs the role Key Vault Secrets User, and Secrets Officer where secrets
/// are to be created. Each secret is cached (<see cref="CachedSecret"/>): the vault throttles.
/// </summary>
/// <param name="client">The vault.</param>
/// <param name="time">Ages the cache.</param>
public sealed class KeyVaultSecretStore(SecretClient client, TimeProvider time) : ISecretStore
{
    // Key Vault cannot create a secret only if it is absent: a second creator adds a newer version. Two that start
    // together find none within the same moment, so the later of both is stored well before this has passed.
    private static readonly TimeSpan CreationSettlesAfter = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, CachedSecret> secrets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<SecretValue?> Get(string name, CancellationToken cancel) => Cached(name).Get(cancel);

    /// <inheritdoc/>
    public async Task<SecretValue> GetOrCreate(string name, SecretValue initial, CancellationToken cancel)
    {
        var cached = Cached(name);
        if (await cached.Get(cancel) is { } present)
        {
            return present;
        }

        await Translate(name, () => client.SetSecretAsync(name, initial.Reveal(), cancel), cancel);
        await Task.Delay(CreationSettlesAfter, time, cancel);
        cached.Expire();
        return await cached.Get(cancel)
            ?? throw new SecretsUnavailableException($"The secret '{name}' is not there after it was stored.");
    }

    private CachedSecret Cached(string name) =>
        secrets.GetOrAdd(name, name => new CachedSecret(() => Read(name), time));

    private async Task<SecretValue?> Read(string name)
    {
        var current = await Translate(name, () => client.GetSecretAsync(name), CancellationToken.None);
        return current is null ? null : new SecretValue(current.Value);
    }

    // The secret, or null when there is none of that name.
    private static async Task<KeyVaultSecret?> Translate(
        string name, Func<Task<Response<KeyVaultSecret>>> request, CancellationToken cancel)
    {
        try
        {
            return (await request()).Value;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException e)
        {
            throw new SecretsUnavailableException($"Key Vault answered {e.Status} {e.ErrorCode} for '{name}'.", e);
        }
        catch (AggregateException e)
        {
            throw new SecretsUnavailableException($"Key Vault cannot be reached for '{name}'.", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new SecretsUnavailableException($"There is no token for Key Vault, for '{name}'.", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new SecretsUnavailableException($"Key Vault did not answer in time for '{name}'.", e);
        }
    }
}
