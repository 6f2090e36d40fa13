using Fulgurite.Access;

namespace Fulgurite.Callbacks;

/// <summary>Where an attempt goes, and how.</summary>
/// <param name="Endpoint">As it is now.</param>
/// <param name="Scheme">How it is told.</param>
/// <param name="Keys">What signs.</param>
public sealed record CallbackTarget(CallbackEndpoint Endpoint, CallbackScheme Scheme, SigningKeys Keys);
