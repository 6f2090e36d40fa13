using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite wallet</c>: the wallets of an environment, over the API.</summary>
internal static class WalletVerb
{
    private static readonly Argument<string> Wallet = new("WALLET") { Description = "The wallet's id." };

    private static readonly Argument<string> NewId = new("ID")
    {
        Description = "The new wallet's id, a UUID of your choice: a repeat with the same makes nothing twice.",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "What people call it: 3 to 256 characters.", HelpName = "NAME",
    };

    private static readonly Option<long?> Limit = new("--limit")
    {
        Description = "How far below zero it may go.", HelpName = "MSAT",
    };

    private static readonly Option<string> Network = new("--network")
    {
        Description = "The chain: mainnet, testnet3 or mutinynet, which the sandbox is too.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "mutinynet",
    };

    private static readonly Option<string?> Line = new("--line")
    {
        Description = "The line of credit; may be left out where there is one only.", HelpName = "ID",
    };

    private static readonly Option<bool> Inactive = new("--inactive") { Description = "Deleted wallets too." };

    private static readonly Option<long?> FromSequence = new("--from-sequence")
    {
        Description = "The line to begin with, to go on after an export that was cut off.", HelpName = "NUMBER",
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "The first day, UTC.", HelpName = "YYYY-MM-DD",
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = "The last day, UTC, which belongs to it.", HelpName = "YYYY-MM-DD",
    };

    private static readonly Option<string> Format = new("--format")
    {
        Description = "What to write: json, csv or html.", HelpName = "NAME", DefaultValueFactory = _ => "csv",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "wallet", $"List, show, create, change or delete wallets. {ApiConnection.Told}")
    {
        new Command("list", "List the wallets of the key's environment.") { Inactive }
            .Calls(HttpMethod.Get, (facts, parsed) => All(facts) + (parsed.GetValue(Inactive) ? "?inactive=true" : "")),
        new Command("show", "Show a wallet.") { Wallet }.Calls(HttpMethod.Get, One),
        new Command("create", "Open a wallet.") { NewId, Name, Limit, Network, Line }
            .Calls(HttpMethod.Post, (facts, _) => All(facts), New),
        new Command("change", "Change a wallet's name or limit.") { Wallet, Name, Limit }
            .Calls(HttpMethod.Patch, One, Changed),
        new Command("delete", "Delete a wallet that is empty.") { Wallet }.Calls(HttpMethod.Delete, One),
        new Command("ledger", "Show the newest lines of a wallet's ledger.") { Wallet }
            .Calls(HttpMethod.Get, (facts, parsed) => One(facts, parsed) + "/ledger"),
        new Command("export", "Write a wallet's whole journal to standard output: a line of JSON for each line.")
        {
            Wallet, FromSequence,
        }.Downloads((facts, parsed) => $"{One(facts, parsed)}/journal?format=jsonl"
            + Query("from_sequence", parsed.GetValue(FromSequence)?.ToString(CultureInfo.InvariantCulture))),
        new Command("statement", "Write a wallet's statement to standard output; the running cycle or month by itself.")
        {
            Wallet, From, To, Format,
        }.Downloads((facts, parsed) => $"{One(facts, parsed)}/statement?"
            + $"format={ApiConnection.Escaped(parsed.GetRequiredValue(Format))}"
            + Query("from", parsed.GetValue(From)) + Query("to", parsed.GetValue(To))),
    }.WithConnection();

    private static string All(ApiFacts facts) => $"/{facts.OrganizationId}/wallets";

    private static string One(ApiFacts facts, ParseResult parsed) =>
        $"{All(facts)}/{Uri.EscapeDataString(parsed.GetRequiredValue(Wallet))}";

    private static string Query(string name, string? value) =>
        value is null ? "" : $"&{name}={ApiConnection.Escaped(value)}";

    private static JsonObject New(ParseResult parsed)
    {
        var wallet = Changed(parsed);
        wallet["id"] = parsed.GetRequiredValue(NewId);
        wallet["limit"] = parsed.GetValue(Limit) ?? 0;
        wallet["network"] = parsed.GetValue(Network);
        if (parsed.GetValue(Line) is { } line)
        {
            wallet["line_of_credit_id"] = line;
        }

        return wallet;
    }

    private static JsonObject Changed(ParseResult parsed)
    {
        var change = new JsonObject();
        if (parsed.GetValue(Name) is { } name)
        {
            change["name"] = name;
        }

        if (parsed.GetValue(Limit) is { } limit)
        {
            change["limit"] = limit;
        }

        return change;
    }
}
