using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite line</c>: the lines of credit of an environment, over the API.</summary>
internal static class LineVerb
{
    private static readonly Argument<string> Line = new("LINE") { Description = "The line of credit's id." };

    private static readonly Argument<string> NewId = new("ID")
    {
        Description = "The new line's id, a UUID of your choice: a repeat with the same makes nothing twice.",
    };

    private static readonly Option<long?> Limit = new("--limit")
    {
        Description = "What its wallets may owe together.", HelpName = "MSAT",
    };

    private static readonly Option<string?> Frequency = new("--frequency")
    {
        Description = "How often its wallets are billed; never where it is left out.",
        HelpName = "daily|weekly|biweekly|monthly|bi_monthly|never",
    };

    private static readonly Option<string?> Anchor = new("--anchor")
    {
        Description = "A day on which a billing cycle begins, at midnight UTC.", HelpName = "YYYY-MM-DD",
    };

    private static readonly Option<bool?> Disabled = new("--disabled")
    {
        Description = "Whether it takes no new wallets and payments.", HelpName = "true|false",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "line", $"List, show, create or change lines of credit. {ApiConnection.Told}")
    {
        new Command("list", "List the lines of the key's environment, disabled ones too.")
            .Calls(HttpMethod.Get, (facts, _) => $"{All(facts)}/summaries?include_disabled=true"),
        new Command("show", "Show a line.") { Line }
            .Calls(HttpMethod.Get, (facts, parsed) => $"{All(facts)}/{Id(parsed)}/summary"),
        new Command("create", "Make a line (Billing; on mainnet also Administrator).")
            {
                NewId, Limit, Frequency, Anchor,
            }
            .Calls(HttpMethod.Post, (facts, _) => Own(facts), New),
        new Command("change", "Change a line's limit or state (Billing; on mainnet also Administrator).")
            {
                Line, Limit, Disabled,
            }
            .Calls(HttpMethod.Patch, (facts, parsed) => $"{Own(facts)}/{Id(parsed)}", Changed),
    }.WithConnection();

    private static string All(ApiFacts facts) => $"/{facts.OrganizationId}/lines_of_credit";

    private static string Own(ApiFacts facts) =>
        $"/{facts.OrganizationId}/environments/{facts.EnvironmentId}/lines_of_credit";

    private static string Id(ParseResult parsed) => Uri.EscapeDataString(parsed.GetRequiredValue(Line));

    private static JsonObject New(ParseResult parsed)
    {
        var line = Changed(parsed);
        line["id"] = parsed.GetRequiredValue(NewId);
        foreach (var (name, value) in new[]
        {
            ("reconciliation_frequency", parsed.GetValue(Frequency)), ("anchor_date", parsed.GetValue(Anchor)),
        })
        {
            if (value is not null)
            {
                line[name] = value;
            }
        }

        return line;
    }

    private static JsonObject Changed(ParseResult parsed)
    {
        var change = new JsonObject();
        if (parsed.GetValue(Limit) is { } limit)
        {
            change["limit"] = limit;
        }

        if (parsed.CommandResult.Command.Options.Contains(Disabled) && parsed.GetValue(Disabled) is { } isDisabled)
        {
            change["disabled"] = isDisabled;
        }

        return change;
    }
}
