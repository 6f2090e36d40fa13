using System.CommandLine;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite audit-log</c>: what was done and denied in an organization, over the API.</summary>
internal static class AuditLogVerb
{
    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "Most records, 1 to 100.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    };

    private static readonly Option<string?> Cursor = new("--cursor")
    {
        Description = "Go on where a page before ended: its next_cursor.",
        HelpName = "ID",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "audit-log",
        $"Show what was done and denied in the organization, newest first (TeamManager). {ApiConnection.Told}")
    {
        Limit, Cursor,
    }.WithConnection().Calls(
        HttpMethod.Get,
        (facts, parsed) => $"{facts.OrganizationPath()}/audit-log?limit={parsed.GetValue(Limit)}"
            + OrgVerb.CursorOf(parsed.GetValue(Cursor)));
}
