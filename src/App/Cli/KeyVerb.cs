using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite key</c>: API keys of an environment, over the API.</summary>
internal static class KeyVerb
{
    private const string Never = "never";

    private static readonly Argument<string> Id = new("ID") { Description = "The key's id, not the key." };

    private static readonly Argument<string> Name = new("NAME") { Description = "What people call the key." };

    private static readonly Option<string?> NewId = new("--id")
    {
        Description = "The new key's id: with the same id a repeat makes nothing twice.",
        HelpName = "UUID",
    };

    private static readonly Option<string?> NewName = new("--name")
    {
        Description = "What people shall call the key.",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> Permissions = new("--permission")
    {
        Description =
            "What it may do: Read, Receive, Write, Billing, TeamManager, Administrator, Owner. May be repeated.",
        HelpName = "PERMISSION",
    };

    private static readonly Option<string[]> ValidIps = new("--valid-ip")
    {
        Description = "An address or range that it may be used from; may be repeated. 'any' lifts the restriction.",
        HelpName = "ADDRESS",
    };

    private static readonly Option<string?> ExpiresAt = new("--expires-at")
    {
        Description = "From when on it opens nothing, such as 2030-01-05T10:00:00Z; 'never' for without end.",
        HelpName = "TIME",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "key",
        "List, show, create, change or revoke API keys of an environment. The calling key needs TeamManager. "
        + ApiConnection.Told)
    {
        new Command("list", "List the environment's keys.")
            .Calls(HttpMethod.Get, (facts, _) => All(facts)),
        new Command("show", "Show a key, without itself.") { Id }
            .Calls(HttpMethod.Get, One),
        new Command("create", "Create a key. It is printed once and cannot be read again.")
        {
            Name, Permissions, ValidIps, ExpiresAt, NewId,
        }.Calls(HttpMethod.Post, (facts, _) => All(facts), New),
        new Command("change", "Change a key. What is left out stays.")
        {
            Id, NewName, Permissions, ValidIps, ExpiresAt,
        }.Calls(HttpMethod.Patch, One, Change),
        new Command("revoke", "Revoke a key, for good. It opens nothing any more within 15 seconds.") { Id }
            .Calls(HttpMethod.Delete, One),
    }.WithConnection();

    private static string All(ApiFacts facts) => facts.EnvironmentPath() + "/api-keys";

    private static string One(ApiFacts facts, ParseResult parsed) =>
        $"{All(facts)}/{ApiConnection.Escaped(parsed.GetRequiredValue(Id))}";

    private static JsonObject New(ParseResult parsed)
    {
        var body = Terms(parsed);
        body["name"] = parsed.GetValue(Name);
        body["id"] = parsed.GetValue(NewId);
        return body;
    }

    private static JsonObject Change(ParseResult parsed)
    {
        var body = Terms(parsed);
        body["name"] = parsed.GetValue(NewName);
        return body;
    }

    private static JsonObject Terms(ParseResult parsed)
    {
        var body = new JsonObject();
        if (parsed.GetValue(Permissions) is { Length: > 0 } permissions)
        {
            body["permissions"] = Texts(permissions);
        }

        if (parsed.GetValue(ValidIps) is { Length: > 0 } ips)
        {
            body["valid_ips"] = Texts(ips is ["any"] ? [] : ips);
        }

        if (parsed.GetValue(ExpiresAt) is { } end)
        {
            body["expires_at"] = end == Never ? null : end;
        }

        return body;
    }

    private static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
