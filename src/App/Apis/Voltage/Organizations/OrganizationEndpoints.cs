using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage.Keys;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>
/// Organizations: the operator makes and lists them, each reads and names itself. Additive to the contract, which
/// leaves them to its dashboard.
/// </summary>
internal static class OrganizationEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        routes.Get(VoltageRoutes.Organizations, Permission.Administrator, List);
        routes.Post(VoltageRoutes.Organizations, Permission.Administrator, Create);
        routes.Get(VoltageRoutes.Organization, Permission.Read, Read);
        routes.Patch(VoltageRoutes.Organization, Permission.TeamManager, Rename);
    }

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var (page, problem) = PageQuery.Read(call, text => OrganizationId.TryParse(text, out var _));
        if (page is null)
        {
            return problem!;
        }

        OrganizationId? after = OrganizationId.TryParse(page.Cursor, out var cursor) ? cursor : null;
        var (found, last) = await call.Engine.Registry.ReadOrganizations(after, page.Limit, call.Cancel);
        IReadOnlyList<OrganizationBody> shown = [.. found.Select(OrganizationBody.FromCore)];
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new OrganizationPage(shown, last is not null, last?.ToString()),
            OrganizationsJson.Default.OrganizationPage);
    }

    private static async Task<VoltageAnswer> Create(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, OrganizationsJson.Default.NamedBody);
        problem ??= EnvironmentEndpoints.ProblemWithName(body!.Name)
            ?? ApiKeyTerms.ProblemWithName(body.EnvironmentName);
        if (problem is not null)
        {
            return problem;
        }

        var randomness = call.Engine.Ports.Randomness;
        var id = new OrganizationId(randomness.NextUuid());
        if (body!.Id is { } chosen && !OrganizationId.TryParse(chosen, out id))
        {
            return VoltageErrors.InvalidParameter("id: it must be a UUID.");
        }

        // The first key of another organization is its own: it may do there what its maker may not.
        var environmentId = new EnvironmentId(randomness.NextUuid());
        var (first, secret) = call.Engine.Keys.Create.Invent(null, environmentId, id, "first key", ApiKey.Full);
        var own = await call.Engine.Registry.FindEnvironment(call.Environment, call.Cancel);
        var organization = new MerchantOrganization(id, body.Name!, first.CreatedAt);
        var environment = new MerchantEnvironment(
            environmentId, id, body.EnvironmentName ?? body.Name!, own!.DepositFee) { CreatedAt = first.CreatedAt };
        if (!await call.Engine.Keys.CreateOrganization.Execute(
            organization, environment, first, call.Actor, call.Cancel))
        {
            return VoltageErrors.Error(
                StatusCodes.Status409Conflict,
                "organization_exists",
                "There is an organization of this id.",
                context: new JsonObject { ["organization_id"] = id.ToString() });
        }

        call.Acted(AuditAction.OrganizationCreated, id.ToString());
        return Answer(StatusCodes.Status201Created, OrganizationBody.FromCore(organization) with
        {
            EnvironmentId = environmentId.ToString(),
            ApiKeyId = first.Id.ToString(),
            ApiKey = secret.Reveal(),
        });
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        var own = await call.Engine.Registry.ReadOrganization(call.Organization, call.Cancel);
        Invariant.Holds(own is not null, "the organization of a key is there");
        return Answer(StatusCodes.Status200OK, OrganizationBody.FromCore(own));
    }

    private static async Task<VoltageAnswer> Rename(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, OrganizationsJson.Default.NamedBody);
        problem ??= EnvironmentEndpoints.ProblemWithName(body!.Name);
        if (problem is not null)
        {
            return problem;
        }

        var subject = call.Organization.ToString();
        await call.Engine.Keys.Audit.Add(
            call.Actor, AuditAction.OrganizationChanged, subject, $"name: {body!.Name}", call.Cancel);
        await call.Engine.Registry.Save(
            [RowWrite.MergeAny(RegistryRows.OrganizationOf(call.Organization), RegistryRows.ToName(body.Name!))],
            call.Cancel);
        call.Acted(AuditAction.OrganizationChanged, subject);
        return await Read(call);
    }

    private static VoltageAnswer Answer(int status, OrganizationBody body) =>
        VoltageAnswer.Of(status, body, OrganizationsJson.Default.OrganizationBody);
}
