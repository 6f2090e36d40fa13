using Fulgurite.Secrets;

namespace Fulgurite.Callbacks;

/// <summary>What signs an endpoint's callbacks at the moment.</summary>
/// <param name="PublicKey">The processing key's public name; null where the endpoint has its own secrets.</param>
/// <param name="Current">The secret.</param>
/// <param name="Previous">The secret before the last rotation, while it still counts.</param>
public sealed record SigningKeys(string? PublicKey, SecretValue Current, SecretValue? Previous = null);
