using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>Where an environment's callbacks go.</summary>
/// <param name="Url">The address; null for nowhere.</param>
/// <param name="Scheme">How they are written and signed.</param>
/// <param name="ProcessingKey">The public key whose secret signs them.</param>
internal sealed record CallbackUrlBody(
    [property: JsonRequired] string? Url, string? Scheme = null, string? ProcessingKey = null);
