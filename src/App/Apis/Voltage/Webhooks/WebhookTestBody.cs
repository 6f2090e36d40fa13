using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>What is sent to try a webhook.</summary>
/// <param name="DeliveryId">Chosen by the client.</param>
/// <param name="Payload">The whole body, in the contract's form.</param>
internal sealed record WebhookTestBody(
    [property: JsonRequired] Guid DeliveryId, [property: JsonRequired] JsonElement Payload);
