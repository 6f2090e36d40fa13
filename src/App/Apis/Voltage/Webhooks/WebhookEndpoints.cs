using System.Text.Json;
using Fulgurite.Access;
using Fulgurite.App.Callbacks;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>Registers, shows and changes the webhooks of an environment.</summary>
internal sealed class WebhookEndpoints(TargetPolicy policy)
{
    private const int NameLengthMax = 256;

    /// <summary>Adds the endpoints.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="policy">Which addresses may be called.</param>
    public static void Map(VoltageRoutes routes, TargetPolicy policy)
    {
        const string Webhooks = VoltageRoutes.Environment + "/webhooks";
        const string Webhook = Webhooks + "/{webhook}";
        var endpoints = new WebhookEndpoints(policy);
        routes.Get(VoltageRoutes.Organization + "/webhooks", Permission.Read, List);
        routes.Post(Webhooks, Permission.Write, endpoints.Create);
        routes.Get(Webhook, Permission.Read, Read);
        routes.Patch(Webhook, Permission.Write, endpoints.Change);
        routes.Delete(Webhook, Permission.Write, Delete);
        routes.Post(Webhook + "/start", Permission.Write, Start);
        routes.Post(Webhook + "/stop", Permission.Write, Stop);
        routes.Post(Webhook + "/keys", Permission.Write, Rotate);
        routes.Post(Webhook + "/test", Permission.Write, Test);
        DeliveryEndpoints.Map(routes, Webhook + "/deliveries");
        EventEndpoints.Map(routes);
    }

    /// <summary>The webhook of a call's path; null when the environment has none of that id.</summary>
    public static async Task<CallbackEndpoint?> Find(VoltageCall call) =>
        EndpointId.TryParse(call.Route("webhook"), out var id)
        && await call.Engine.Callbacks.Endpoints.Find(call.Environment, id, call.Cancel) is var (endpoint, _)
            ? endpoint
            : null;

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        if (WebhookQuery.Order(call) is not var (byUpdate, isAscending))
        {
            return WebhookQuery.WrongOrder;
        }

        // A key opens one environment: others' webhooks are none of its business, whatever it asks for.
        var environments = WebhookQuery.Values(call, "environment_ids");
        var statuses = WebhookQuery.Values(call, "statuses");
        if (!statuses.All(WebhookBody.Statuses.Contains))
        {
            return VoltageErrors.InvalidParameter("statuses: each is active, stopped or deleted.");
        }

        var isAsked = environments.Count == 0 || environments.Any(
            text => EnvironmentId.TryParse(text, out var id) && id == call.Environment);
        var found = isAsked ? await call.Engine.Callbacks.Endpoints.All(call.Environment, call.Cancel) : [];
        var shown = found
            .Where(each => statuses.Count == 0 || statuses.Contains(WebhookBody.StatusOf(each.Status)))
            .OrderBy(each => byUpdate ? each.UpdatedAt : each.CreatedAt)
            .ThenBy(each => each.Id.ToString(), StringComparer.Ordinal)
            .Select(each => WebhookBody.FromCore(each, call.Organization));
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            [.. isAscending ? shown : shown.Reverse()],
            WebhooksJson.Default.IReadOnlyListWebhookBody);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call) => await Find(call) is { } endpoint
        ? VoltageAnswer.Of(
            StatusCodes.Status200OK,
            WebhookBody.FromCore(endpoint, call.Organization),
            WebhooksJson.Default.WebhookBody)
        : WebhookErrors.NotFound(call.Route("webhook"));

    private async Task<VoltageAnswer> Create(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, WebhooksJson.Default.NewWebhookBody);
        if (body is null)
        {
            return problem!;
        }

        var scheme = body.Scheme ?? VoltageScheme.Name;
        if (!call.Engine.Schemes.TryGetValue(scheme, out var known))
        {
            return WebhookErrors.Invalid("scheme: it is voltage, standard or alphapo.");
        }

        var (url, name, wrong) = Checked(body.Url, body.Name);
        var (events, unknown) = WantedEvents.ToCore(body.Events);
        if (url is null || name is null || events is null)
        {
            return WebhookErrors.Invalid(wrong ?? $"events: {unknown}.");
        }

        var keys = known.NewSecret is null
            ? await call.Engine.Registry.FindProcessingKeys(call.Environment, call.Cancel)
            : [];
        if (known.NewSecret is null && keys.Count == 0)
        {
            return WebhookErrors.Invalid("scheme: the environment has no processing key to sign with.");
        }

        var asked = new CallbackEndpoint(
            new EndpointId(body.Id), call.Environment, scheme, url, keys.Count > 0 ? keys[0] : null)
        {
            Name = name,
            Events = events,
        };
        var (status, secret) = await call.Engine.Callbacks.Register.Execute(asked, call.Cancel);
        return status switch
        {
            RegisterEndpointStatus.Registered => SecretAnswer(asked.Id, secret),
            RegisterEndpointStatus.AlreadyExists => WebhookErrors.Exists(asked.Id.ToString()),
            RegisterEndpointStatus.TooMany => WebhookErrors.Invalid(
                $"An environment has at most {EndpointStore.EndpointsMax} webhooks: delete one first."),
        };
    }

    private async Task<VoltageAnswer> Change(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, WebhooksJson.Default.ChangedWebhookBody);
        if (body is null)
        {
            return problem!;
        }

        if (await Find(call) is not { } known)
        {
            return WebhookErrors.NotFound(call.Route("webhook"));
        }

        var (url, name, wrong) = Checked(body.Url ?? known.Url.OriginalString, body.Name ?? known.Name!);
        var (events, unknown) = WantedEvents.ToCore(body.Events);
        if (url is null || name is null || events is null)
        {
            return WebhookErrors.Invalid(wrong ?? $"events: {unknown}.");
        }

        var changed = await call.Engine.Callbacks.Change.Execute(
            call.Environment,
            known.Id,
            endpoint => endpoint with
            {
                Url = body.Url is null ? endpoint.Url : url,
                Name = body.Name is null ? endpoint.Name : name,
                Events = events,
            },
            call.Cancel);
        return Accepted(call, changed);
    }

    private static async Task<VoltageAnswer> Delete(VoltageCall call)
    {
        var deleted = await Find(call) is { } known
            ? await call.Engine.Callbacks.Change.Delete(call.Environment, known.Id, call.Cancel)
            : null;
        if (deleted is not null)
        {
            await call.Engine.Callbacks.Deliveries.Abandon(deleted, call.Cancel);
        }

        return Accepted(call, deleted);
    }

    private static async Task<VoltageAnswer> Start(VoltageCall call)
    {
        var started = await Find(call) is { } known
            ? await call.Engine.Callbacks.Change.Start(call.Environment, known.Id, call.Cancel)
            : null;
        if (started is not null)
        {
            await call.Engine.Callbacks.Deliveries.Resume(started, call.Cancel);
        }

        return Accepted(call, started);
    }

    private static async Task<VoltageAnswer> Stop(VoltageCall call) => Accepted(
        call,
        await Find(call) is { } known
            ? await call.Engine.Callbacks.Change.Stop(call.Environment, known.Id, call.Cancel)
            : null);

    private static async Task<VoltageAnswer> Rotate(VoltageCall call)
    {
        var changes = call.Engine.Callbacks.Change;
        if (await Find(call) is not { } known
            || await changes.Rotate(call.Environment, known.Id, call.Cancel) is not var (_, secret))
        {
            return WebhookErrors.NotFound(call.Route("webhook"));
        }

        return secret is null
            ? WebhookErrors.Invalid("The environment's processing key signs this webhook: it has no secret of its own.")
            : SecretAnswer(known.Id, secret);
    }

    private static async Task<VoltageAnswer> Test(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, WebhooksJson.Default.WebhookTestBody);
        if (body is null)
        {
            return problem!;
        }

        if (await Find(call) is not { Status: not EndpointStatus.Deleted } known)
        {
            return WebhookErrors.NotFound(call.Route("webhook"));
        }

        if (!IsPayload(body.Payload))
        {
            return VoltageErrors.InvalidData(
                "payload: it has a type, and a detail with an event and data: a payment, or in a test a text.");
        }

        var isSent = await call.Engine.Callbacks.Test.Execute(
            known, body.DeliveryId, WebhookText.Compact(body.Payload), call.Cancel);
        return isSent
            ? VoltageAnswer.Accepted
            : WebhookErrors.Invalid("delivery_id: it names a test with another payload.");
    }

    private static bool IsPayload(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object
        && payload.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
        && payload.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.Object
        && detail.TryGetProperty("event", out var happened) && happened.ValueKind == JsonValueKind.String
        && detail.TryGetProperty("data", out var data)
        && data.ValueKind == (type.ValueEquals("test") ? JsonValueKind.String : JsonValueKind.Object)
        && EventNames.Find(type.GetString()!, happened.GetString()) is not null;

    private (Uri? Url, string? Name, string? Problem) Checked(string url, string name)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return (null, null, "url: it must be an absolute address.");
        }

        if (policy.ProblemWith(address) is { } wrong)
        {
            return (null, null, $"url: {wrong}.");
        }

        return string.IsNullOrWhiteSpace(name) || name.Length > NameLengthMax
            ? (null, null, $"name: it has 1 to {NameLengthMax} characters.")
            : (address, name, null);
    }

    private static VoltageAnswer SecretAnswer(EndpointId id, SecretValue? secret) => VoltageAnswer.Of(
        StatusCodes.Status202Accepted,
        new WebhookSecretBody(id.ToString(), secret?.Reveal()),
        WebhooksJson.Default.WebhookSecretBody);

    private static VoltageAnswer Accepted(VoltageCall call, CallbackEndpoint? changed) =>
        changed is null ? WebhookErrors.NotFound(call.Route("webhook")) : VoltageAnswer.Accepted;
}
