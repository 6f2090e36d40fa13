using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>What registers a webhook.</summary>
/// <param name="Id">Chosen by the client.</param>
/// <param name="Url">Where it is called.</param>
/// <param name="Name">For people.</param>
/// <param name="Events">What it wants: see <see cref="WantedEvents"/>.</param>
/// <param name="Scheme">Additive: how it is told; <c>voltage</c> where it is not said.</param>
internal sealed record NewWebhookBody(
    [property: JsonRequired] Guid Id,
    [property: JsonRequired] string Url,
    [property: JsonRequired] string Name,
    [property: JsonRequired] JsonElement Events,
    string? Scheme = null);
