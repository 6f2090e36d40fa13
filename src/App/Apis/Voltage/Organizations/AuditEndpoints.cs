using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>What was done and denied in an organization. Additive to the contract.</summary>
internal static class AuditEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(VoltageRoutes routes) =>
        routes.Get(VoltageRoutes.Organization + "/audit-log", Permission.TeamManager, List);

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var (page, problem) = PageQuery.Read(call, AuditLog.IsId);
        if (page is null)
        {
            return problem!;
        }

        // One more than asked tells whether there is more.
        var found = await call.Engine.Keys.Audit.Newest(call.Organization, page.Cursor, page.Limit + 1, call.Cancel);
        var hasMore = found.Count > page.Limit;
        IReadOnlyList<AuditBody> shown = [.. found.Take(page.Limit).Select(AuditBody.FromCore)];
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new AuditPage(shown, hasMore, hasMore ? shown[^1].Id : null),
            OrganizationsJson.Default.AuditPage);
    }
}
