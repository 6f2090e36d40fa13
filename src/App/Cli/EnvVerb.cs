using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite env</c>: environments of an organization, over the API.</summary>
internal static class EnvVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "What people call it." };

    private static readonly Option<string?> Id = new("--id")
    {
        Description = "The new environment's id: with the same id a repeat makes nothing twice.",
        HelpName = "UUID",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "env", $"Show, rename, list or create environments. {ApiConnection.Told}")
    {
        new Command("show", "Show the key's environment.")
            .Calls(HttpMethod.Get, (facts, _) => facts.EnvironmentPath()),
        new Command("rename", "Rename the key's environment (TeamManager).") { Name }
            .Calls(HttpMethod.Patch, (facts, _) => facts.EnvironmentPath(), Named),
        new Command("list", "List the organization's environments; without TeamManager, the key's own.")
            .Calls(HttpMethod.Get, (facts, _) => All(facts)),
        new Command(
            "create",
            "Create an environment and a key of it that may do what the calling key may (TeamManager). The key is "
            + "printed once and cannot be read again.") { Name, Id }
            .Calls(HttpMethod.Post, (facts, _) => All(facts), New),
    }.WithConnection();

    private static string All(ApiFacts facts) => facts.OrganizationPath() + "/environments";

    private static JsonObject Named(ParseResult parsed) => new() { ["name"] = parsed.GetValue(Name) };

    private static JsonObject New(ParseResult parsed) => new()
    {
        ["name"] = parsed.GetValue(Name),
        ["environment_id"] = parsed.GetValue(Id),
    };
}
