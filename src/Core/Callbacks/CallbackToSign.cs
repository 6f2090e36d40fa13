using Fulgurite.Access;

namespace Fulgurite.Callbacks;

/// <summary>An attempt that is about to be made.</summary>
/// <param name="Endpoint">Where to.</param>
/// <param name="Delivery">What.</param>
/// <param name="Keys">What signs it.</param>
/// <param name="At">When.</param>
public sealed record CallbackToSign(
    CallbackEndpoint Endpoint, Delivery Delivery, SigningKeys Keys, DateTimeOffset At);
