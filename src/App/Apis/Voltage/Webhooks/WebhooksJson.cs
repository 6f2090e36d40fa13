using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(VoltageTime)])]
[JsonSerializable(typeof(NewWebhookBody))]
[JsonSerializable(typeof(ChangedWebhookBody))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(IReadOnlyList<WebhookBody>))]
[JsonSerializable(typeof(WebhookSecretBody))]
[JsonSerializable(typeof(WebhookTestBody))]
[JsonSerializable(typeof(DeliveryBody))]
[JsonSerializable(typeof(DeliveryPage))]
[JsonSerializable(typeof(DeliverySummaryBody))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(LimitBody))]
internal sealed partial class WebhooksJson : JsonSerializerContext;
