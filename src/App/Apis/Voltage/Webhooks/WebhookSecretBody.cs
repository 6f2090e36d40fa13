namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>A webhook's secret, told once.</summary>
/// <param name="Id">The webhook.</param>
/// <param name="SharedSecret">What signs; null where the environment's processing key does.</param>
internal sealed record WebhookSecretBody(string Id, string? SharedSecret);
