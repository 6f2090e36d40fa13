using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage.Keys;

/// <summary>
/// API keys of an environment: list, make, change, revoke. Additive to the contract, which leaves them to its
/// dashboard.
/// </summary>
internal static class KeyEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        const string Keys = VoltageRoutes.Environment + "/api-keys";
        routes.Get(Keys, Permission.TeamManager, List);
        routes.Post(Keys, Permission.TeamManager, Create);
        routes.Get(Keys + "/{id}", Permission.TeamManager, Read);
        routes.Patch(Keys + "/{id}", Permission.TeamManager, Change);
        routes.Delete(Keys + "/{id}", Permission.TeamManager, Revoke);
    }

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var keys = await call.Engine.Registry.ReadApiKeys(call.Environment, call.Cancel);
        IReadOnlyList<ApiKeyBody> newestFirst =
            [.. keys.OrderByDescending(key => key.CreatedAt).Select(ApiKeyBody.FromCore)];
        return VoltageAnswer.Of(StatusCodes.Status200OK, newestFirst, KeysJson.Default.IReadOnlyListApiKeyBody);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call) =>
        IdOf(call) is { } id && await call.Engine.Registry.ReadApiKey(call.Environment, id, call.Cancel) is { } found
            ? Answer(StatusCodes.Status200OK, ApiKeyBody.FromCore(found.Key))
            : NotFound(call);

    private static async Task<VoltageAnswer> Create(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, KeysJson.Default.ApiKeyChange);
        if (body is null)
        {
            return problem!;
        }

        (var terms, problem) = ApiKeyTerms.Read(body, call.Engine.Ports.Clock.GetUtcNow());
        problem ??= Missing("name", terms!.Name) ?? Missing("permissions", terms.Permissions);
        ApiKeyId? id = null;
        problem ??= body.Id is null ? null : ReadId(body.Id, out id);
        if (problem is not null)
        {
            return problem;
        }

        if (!call.Key.MayGrant(terms!.Permissions!))
        {
            return call.Deny("grant");
        }

        var (invented, secret) = call.Engine.Keys.Create.Invent(
            id, call.Environment, call.Organization, terms.Name!, terms.Permissions!);
        var key = terms.ApplyTo(invented);
        if (!await call.Engine.Keys.Create.Store(key, call.Actor, call.Cancel))
        {
            return Error(StatusCodes.Status409Conflict, "api_key_exists", "There is an API key of this id.", key.Id);
        }

        call.Acted(AuditAction.ApiKeyCreated, key.Id.ToString());
        return Answer(StatusCodes.Status201Created, ApiKeyBody.FromCore(key) with { Key = secret.Reveal() });
    }

    private static async Task<VoltageAnswer> Change(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, KeysJson.Default.ApiKeyChange);
        if (body is null)
        {
            return problem!;
        }

        (var terms, problem) = ApiKeyTerms.Read(body, call.Engine.Ports.Clock.GetUtcNow());
        problem ??= body.IsEmpty ? NoUpdates : null;
        if (problem is not null)
        {
            return problem;
        }

        if (IdOf(call) is not { } id
            || await call.Engine.Registry.ReadApiKey(call.Environment, id, call.Cancel) is not { } found)
        {
            return NotFound(call);
        }

        // Neither give what it lacks, nor loosen the bounds of a key that can do more than itself.
        if (!call.Key.MayGrant([.. found.Key.Permissions, .. terms!.Permissions ?? []]))
        {
            return call.Deny("grant");
        }

        var changed = await call.Engine.Keys.Change.Execute(
            call.Environment, id, terms.ApplyTo, call.Actor, call.Cancel);
        call.Acted(AuditAction.ApiKeyChanged, id.ToString());
        return changed is null ? NotFound(call) : Answer(StatusCodes.Status200OK, ApiKeyBody.FromCore(changed));
    }

    // Whoever manages keys may revoke every one: taking away is never too much.
    private static async Task<VoltageAnswer> Revoke(VoltageCall call)
    {
        if (IdOf(call) is not { } id
            || await call.Engine.Keys.Change.Revoke(call.Environment, id, call.Actor, call.Cancel) is not { } revoked)
        {
            return NotFound(call);
        }

        call.Acted(AuditAction.ApiKeyRevoked, id.ToString());
        return Answer(StatusCodes.Status200OK, ApiKeyBody.FromCore(revoked));
    }

    private static VoltageAnswer NoUpdates { get; } = VoltageErrors.Error(
        StatusCodes.Status400BadRequest, "no_updates_provided", "The body changes nothing.");

    private static ApiKeyId? IdOf(VoltageCall call) => ApiKeyId.TryParse(call.Route("id"), out var id) ? id : null;

    private static VoltageAnswer? ReadId(string text, out ApiKeyId? id)
    {
        id = ApiKeyId.TryParse(text, out var parsed) ? parsed : null;
        return id is null ? VoltageErrors.InvalidParameter("id: it must be a UUID.") : null;
    }

    private static VoltageAnswer? Missing(string name, object? value) =>
        value is null ? VoltageErrors.MissingParameter(name) : null;

    private static VoltageAnswer NotFound(VoltageCall call) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "api_key_not_found",
        "There is no such API key in this environment.",
        context: IdOf(call) is { } id ? new JsonObject { ["api_key_id"] = id.ToString() } : null);

    private static VoltageAnswer Error(int status, string type, string detail, ApiKeyId id) =>
        VoltageErrors.Error(status, type, detail, context: new JsonObject { ["api_key_id"] = id.ToString() });

    private static VoltageAnswer Answer(int status, ApiKeyBody body) =>
        VoltageAnswer.Of(status, body, KeysJson.Default.ApiKeyBody);
}
