using System.Collections.Concurrent;
using Fulgurite.Secrets;

namespace Fulgurite.Sandbox.MemorySecrets;

/// <summary>Secrets that end with the process: for runs that keep nothing.</summary>
public sealed class MemorySecretStore : ISecretStore
{
    private readonly ConcurrentDictionary<string, SecretValue> secrets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<SecretValue?> Get(string name, CancellationToken cancel) =>
        Task.FromResult(secrets.GetValueOrDefault(name));

    /// <inheritdoc/>
    public Task<SecretValue> GetOrCreate(string name, SecretValue initial, CancellationToken cancel) =>
        Task.FromResult(secrets.GetOrAdd(name, initial));
}
