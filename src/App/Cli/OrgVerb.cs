using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite org</c>: organizations, over the API.</summary>
internal static class OrgVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "What people call it." };

    private static readonly Option<string?> Id = new("--id")
    {
        Description = "The new organization's id: with the same id a repeat makes nothing twice.",
        HelpName = "UUID",
    };

    private static readonly Option<string?> EnvironmentName = new("--environment-name")
    {
        Description = "What its first environment is called. Default: like itself.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Cursor = new("--cursor")
    {
        Description = "Go on where a list before ended: its next_cursor.",
        HelpName = "ID",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "org", $"Show, rename, list or create organizations. {ApiConnection.Told}")
    {
        new Command("show", "Show the key's organization.")
            .Calls(HttpMethod.Get, (facts, _) => facts.OrganizationPath()),
        new Command("rename", "Rename the key's organization (TeamManager).") { Name }
            .Calls(HttpMethod.Patch, (facts, _) => facts.OrganizationPath(), Named),
        new Command("list", "List the deployment's organizations, a hundred at a time (Administrator).") { Cursor }
            .Calls(HttpMethod.Get, (_, parsed) => "?limit=100" + CursorOf(parsed.GetValue(Cursor))),
        new Command(
            "create",
            "Create an organization with an environment and a key (Administrator). The key is printed once and cannot "
            + "be read again.") { Name, Id, EnvironmentName }
            .Calls(HttpMethod.Post, (_, _) => "", New),
    }.WithConnection();

    /// <summary>The part of a query that goes on after a page.</summary>
    public static string CursorOf(string? cursor) =>
        cursor is null ? "" : $"&cursor={ApiConnection.Escaped(cursor)}";

    private static JsonObject Named(ParseResult parsed) => new() { ["name"] = parsed.GetValue(Name) };

    private static JsonObject New(ParseResult parsed) => new()
    {
        ["name"] = parsed.GetValue(Name),
        ["id"] = parsed.GetValue(Id),
        ["environment_name"] = parsed.GetValue(EnvironmentName),
    };
}
