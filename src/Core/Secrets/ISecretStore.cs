namespace Fulgurite.Secrets;

/// <summary>
/// Where secrets live: Key Vault in Azure, files readable only by their owner on a laptop.
/// Names are 1 to 127 letters, digits and dashes (Key Vault's rule).
/// </summary>
public interface ISecretStore
{
    /// <summary>
    /// The current value, or null when there is none of that name. May answer from a cache that is minutes old. One
    /// request where it is not cached.
    /// </summary>
    /// <exception cref="SecretsUnavailableException">The store did not answer, or denies access.</exception>
    Task<SecretValue?> Get(string name, CancellationToken cancel);

    /// <summary>
    /// The current value; where there is none, stores <paramref name="initial"/> and returns what is current then.
    /// Two callers at once may both store; both get the same value back.
    /// </summary>
    /// <exception cref="SecretsUnavailableException">The store did not answer, or denies access.</exception>
    Task<SecretValue> GetOrCreate(string name, SecretValue initial, CancellationToken cancel);
}
