using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>What changes a webhook (RFC 7396): what is left out stays.</summary>
/// <param name="Events">All that it wants from now on.</param>
/// <param name="Url">Where it is called.</param>
/// <param name="Name">For people.</param>
internal sealed record ChangedWebhookBody(
    [property: JsonRequired] JsonElement Events, string? Url = null, string? Name = null);
