using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite callback-url</c>: shows or sets where an environment's callbacks go, over the API.</summary>
internal static class CallbackUrlVerb
{
    private static readonly Argument<string?> Url = new("URL")
    {
        Description = "The new address; 'none' for nowhere. Left out: show the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "callback-url", $"Show or set where an environment's callbacks go. {ApiConnection.Told}") { Url }
        .WithConnection()
        .Calls(
            parsed => parsed.GetValue(Url) is null ? HttpMethod.Get : HttpMethod.Put,
            (facts, _) => facts.EnvironmentPath() + "/callback-url",
            Asked);

    private static JsonObject? Asked(ParseResult parsed) => parsed.GetValue(Url) is { } url
        ? new JsonObject { ["url"] = url == "none" ? null : url }
        : null;
}
