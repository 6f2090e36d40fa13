using Fulgurite.Identity;

namespace Fulgurite.Access;

/// <summary>Where an environment wants its callbacks.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Environment">Whose events it gets.</param>
/// <param name="Scheme">The name of the callback scheme that writes and signs them.</param>
/// <param name="Url">An absolute http or https address.</param>
/// <param name="SigningKey">The public name of the key that signs: how the secret is found.</param>
public sealed record CallbackEndpoint(
    EndpointId Id, EnvironmentId Environment, string Scheme, Uri Url, string SigningKey);
