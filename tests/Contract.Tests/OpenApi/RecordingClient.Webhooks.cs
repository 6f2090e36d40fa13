using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Calls about webhooks.</summary>
internal sealed partial class RecordingClient
{
    private const string ListedBase = "/v1/organizations/{organization_id}/";

    /// <summary>Lists the webhooks of the organization.</summary>
    public Task<JsonNode> ListWebhooks(string query) => ListWebhooks(query, facts.ApiKey, facts.OrganizationId);

    /// <summary>The same call with every way to be refused at the door.</summary>
    public async Task ListWebhooksBadly()
    {
        await ListWebhooks("", null, facts.OrganizationId);
        await ListWebhooks("", "fulg_nobody", facts.OrganizationId);
        await ListWebhooks("", facts.ApiKey, facts.WalletId);
    }

    /// <summary>A call of the native surface about a webhook, and one of its deliveries.</summary>
    public Task<JsonNode> Webhooks(
        string method, string path, string webhook, string delivery = "", string query = "", string? sent = null) =>
        Webhooks(method, path, new(webhook, delivery, query, sent), facts.ApiKey, facts.EnvironmentId);

    /// <summary>The same call with every way to be refused at the door.</summary>
    public async Task WebhooksBadly(string method, string path)
    {
        var call = new WebhookCall(facts.WalletId, facts.WalletId, "", null);
        await Webhooks(method, path, call, null, facts.EnvironmentId);
        await Webhooks(method, path, call, "fulg_nobody", facts.EnvironmentId);
        await Webhooks(method, path, call, facts.ApiKey, facts.WalletId);
    }

    private Task<JsonNode> ListWebhooks(string query, string? key, string organization)
    {
        var target = ListedBase.Replace("{organization_id}", organization, StringComparison.Ordinal) + "webhooks";
        return SendWith(key, $"GET {ListedBase}webhooks", target + query, null);
    }

    private Task<JsonNode> Webhooks(
        string method, string path, WebhookCall call, string? key, string environment)
    {
        var target = (NativeBase + path)
            .Replace("{organization_id}", facts.OrganizationId, StringComparison.Ordinal)
            .Replace("{environment_id}", environment, StringComparison.Ordinal)
            .Replace("{webhook_id}", call.Webhook, StringComparison.Ordinal)
            .Replace("{delivery_id}", call.Delivery, StringComparison.Ordinal);
        return SendWith(key, $"{method} {NativeBase}{path}", target + call.Query, call.Sent);
    }

    private Task<JsonNode> SendWith(string? key, string operation, string target, string? sent)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Split(' ')[0]), target)
        {
            Content = sent is null ? null : Json(Encoding.UTF8.GetBytes(sent)),
        };
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        return Send(operation, request, sent);
    }

    private sealed record WebhookCall(string Webhook, string Delivery, string Query, string? Sent);
}
