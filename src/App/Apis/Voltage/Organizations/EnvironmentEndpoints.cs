using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage.Keys;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>Environments of an organization. Additive to the contract, which leaves them to its dashboard.</summary>
internal static class EnvironmentEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        const string All = VoltageRoutes.Organization + "/environments";
        routes.Get(All, Permission.Read, List);
        routes.Post(All, Permission.TeamManager, Create);
        routes.Get(VoltageRoutes.Environment, Permission.Read, Read);
        routes.Patch(VoltageRoutes.Environment, Permission.TeamManager, Rename);
    }

    // Whoever manages the organization sees all of it; every other key its own environment alone.
    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        IReadOnlyList<MerchantEnvironment> found = call.Key.Allows(Permission.TeamManager)
            ? await call.Engine.Registry.ReadEnvironments(call.Organization, call.Cancel)
            : [await Own(call)];
        IReadOnlyList<EnvironmentBody> bodies = [.. found.Select(EnvironmentBody.FromCore)];
        return VoltageAnswer.Of(
            StatusCodes.Status200OK, bodies, OrganizationsJson.Default.IReadOnlyListEnvironmentBody);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call) =>
        Answer(StatusCodes.Status200OK, EnvironmentBody.FromCore(await Own(call)));

    private static async Task<VoltageAnswer> Create(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, OrganizationsJson.Default.NamedBody);
        problem ??= ProblemWithName(body!.Name);
        if (problem is not null)
        {
            return problem;
        }

        var id = new EnvironmentId(call.Engine.Ports.Randomness.NextUuid());
        if (body!.EnvironmentId is { } chosen && !EnvironmentId.TryParse(chosen, out id))
        {
            return VoltageErrors.InvalidParameter("environment_id: it must be a UUID.");
        }

        // The creator's bounds are the new key's: what may be used only from here, or until then, makes nothing wider.
        var (invented, secret) = call.Engine.Keys.Create.Invent(
            null, id, call.Organization, "first key", call.Key.Permissions);
        var first = invented with { ValidIps = call.Key.ValidIps, ExpiresAt = call.Key.ExpiresAt };
        var environment = new MerchantEnvironment(id, call.Organization, body.Name!, (await Own(call)).DepositFee)
        {
            CreatedAt = first.CreatedAt,
        };
        if (!await call.Engine.Keys.CreateEnvironment.Execute(environment, first, call.Actor, call.Cancel))
        {
            return VoltageErrors.Error(
                StatusCodes.Status409Conflict,
                "environment_exists",
                "There is an environment of this id.",
                context: new JsonObject { ["environment_id"] = id.ToString() });
        }

        call.Acted(AuditAction.EnvironmentCreated, id.ToString());
        return Answer(StatusCodes.Status201Created, EnvironmentBody.FromCore(environment) with
        {
            ApiKeyId = first.Id.ToString(),
            ApiKey = secret.Reveal(),
        });
    }

    private static async Task<VoltageAnswer> Rename(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, OrganizationsJson.Default.NamedBody);
        problem ??= ProblemWithName(body!.Name);
        if (problem is not null)
        {
            return problem;
        }

        var subject = call.Environment.ToString();
        await call.Engine.Keys.Audit.Add(
            call.Actor, AuditAction.EnvironmentChanged, subject, $"name: {body!.Name}", call.Cancel);
        await call.Engine.Registry.Save(
            [RowWrite.MergeAny(RegistryRows.EnvironmentOf(call.Environment), RegistryRows.ToName(body.Name!))],
            call.Cancel);
        call.Acted(AuditAction.EnvironmentChanged, subject);
        return await Read(call);
    }

    /// <summary>What is wrong with a name that there must be; null where nothing is.</summary>
    internal static VoltageAnswer? ProblemWithName(string? name) =>
        name is null ? VoltageErrors.MissingParameter("name") : ApiKeyTerms.ProblemWithName(name);

    private static async Task<MerchantEnvironment> Own(VoltageCall call)
    {
        var own = await call.Engine.Registry.ReadEnvironment(call.Environment, call.Cancel);
        Invariant.Holds(own is not null, "the environment of a key is there");
        return own;
    }

    private static VoltageAnswer Answer(int status, EnvironmentBody body) =>
        VoltageAnswer.Of(status, body, OrganizationsJson.Default.EnvironmentBody);
}
