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

    private static readonly Option<string?> Node = new("--node")
    {
        Description = "The customer's own LND, which backs its wallets in the operator's place; without --limit.",
        HelpName = "HOST:PORT",
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

    private static readonly Option<long?> ServiceFee = new("--service-fee")
    {
        Description = "Billed for each month that begins in a cycle.", HelpName = "MSAT",
    };

    private static readonly Option<decimal?> SendFee = new("--send-fee")
    {
        Description = "Billed on what its wallets send: 0.25 is one quarter of a percent.", HelpName = "PERCENT",
    };

    private static readonly Option<decimal?> ReceiveFee = new("--receive-fee")
    {
        Description = "Billed on what its wallets receive.", HelpName = "PERCENT",
    };

    private static readonly Option<int?> ProcessingFee = new("--send-processing-fee")
    {
        Description = "What each payment that is sent costs on top, of what its payee gets.", HelpName = "POINTS",
    };

    private static readonly Option<int?> ReceiveProcessingFee = new("--receive-processing-fee")
    {
        Description = "What each receipt by invoice costs its payer on top: 25 is one quarter of a percent.",
        HelpName = "BASIS_POINTS",
    };

    private static readonly Option<int?> PaymentTerm = new("--payment-term")
    {
        Description = "Days from the end of a cycle until its bill is due; 14 where it is left out.", HelpName = "DAYS",
    };

    private static readonly Option<int?> Grace = new("--grace")
    {
        Description = "Days from then until sends are refused while it is not paid; 7 where it is left out.",
        HelpName = "DAYS",
    };

    private static readonly Option<string?> Collateral = new("--collateral")
    {
        Description = "What secures it: until it is waived, secured or verified, its wallets do not send.",
        HelpName = "waived|pending_deposit|partially_secured|secured|pending_verification|verified",
    };

    private static readonly Option<long?> CollateralAmount = new("--collateral-amount")
    {
        Description = "How much secures it; with --collateral.", HelpName = "MSAT",
    };

    private static readonly Option<bool> Full = new("--full")
    {
        Description = "With its terms, wallets and collateral (Billing).",
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
        new Command("show", "Show a line.") { Line, Full }
            .Calls(HttpMethod.Get, (facts, parsed) =>
                $"{All(facts)}/{Id(parsed)}{(parsed.GetValue(Full) ? "" : "/summary")}"),
        new Command("create", "Make a line (Billing; on mainnet also Administrator).")
            {
                NewId, Limit, Node, Frequency, Anchor, ServiceFee, SendFee, ReceiveFee, ProcessingFee,
                ReceiveProcessingFee,
                PaymentTerm, Grace,
            }
            .Calls(HttpMethod.Post, (facts, _) => Own(facts), New),
        new Command(
            "change", "Change a line's limit, state, collateral or node (Billing; on mainnet also Administrator).")
            {
                Line, Limit, Disabled, Collateral, CollateralAmount, Node,
            }
            .Calls(HttpMethod.Patch, (facts, parsed) => $"{Own(facts)}/{Id(parsed)}", Changed),
    }.WithConnection();

    private static string All(ApiFacts facts) => $"/{facts.OrganizationId}/lines_of_credit";

    private static string Own(ApiFacts facts) =>
        $"/{facts.OrganizationId}/environments/{facts.EnvironmentId}/lines_of_credit";

    private static string Id(ParseResult parsed) => Uri.EscapeDataString(parsed.GetRequiredValue(Line));

    private static JsonObject New(ParseResult parsed) => Present(
        ("id", parsed.GetRequiredValue(NewId)),
        ("limit", parsed.GetValue(Limit)),
        ("infrastructure", Infrastructure(parsed)),
        ("reconciliation_frequency", parsed.GetValue(Frequency)),
        ("anchor_date", parsed.GetValue(Anchor)),
        ("monthly_service_fee_msats", parsed.GetValue(ServiceFee)),
        ("volume_fee_percentage", VolumeFee(parsed)),
        ("processing_fee", ProcessingFees(parsed)),
        ("payment_term_days", parsed.GetValue(PaymentTerm)),
        ("grace_days", parsed.GetValue(Grace)));

    private static JsonObject Changed(ParseResult parsed) => Present(
        ("limit", parsed.GetValue(Limit)),
        ("disabled", parsed.GetValue(Disabled)),
        ("infrastructure", Infrastructure(parsed)),
        ("collateral", CollateralOf(parsed.GetValue(Collateral), parsed.GetValue(CollateralAmount))));

    private static JsonObject? Infrastructure(ParseResult parsed) => parsed.GetValue(Node) is not { } host
        ? null
        : new JsonObject { ["type"] = "lnd_node", ["config"] = new JsonObject { ["host"] = host } };

    private static JsonObject? ProcessingFees(ParseResult parsed)
    {
        var rates = Present(
            ("send_basis_points", parsed.GetValue(ProcessingFee)),
            ("receive_basis_points", parsed.GetValue(ReceiveProcessingFee)));
        return rates.Count == 0 ? null : rates;
    }

    private static JsonObject? VolumeFee(ParseResult parsed)
    {
        var (sent, received) = (parsed.GetValue(SendFee), parsed.GetValue(ReceiveFee));
        return sent is null && received is null
            ? null
            : new JsonObject { ["send"] = sent ?? 0, ["receive"] = received ?? 0 };
    }

    // Each status is of one mode. What is none is the server's to refuse.
    private static JsonObject? CollateralOf(string? status, long? amount)
    {
        if (status is null && amount is null)
        {
            return null;
        }

        var mode = status switch
        {
            "waived" => "waived",
            "pending_verification" or "verified" => "verified",
            _ => "secured",
        };
        var data = Present(
            ("status", status),
            ("amount", amount is null ? null : new JsonObject { ["amount"] = amount, ["currency"] = "btc" }));
        return Present(("mode", mode), ("data", mode == "waived" && amount is null ? null : data));
    }

    // An object of the members that there are.
    private static JsonObject Present(params IEnumerable<(string Name, JsonNode? Value)> members) =>
        new(members.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(each.Name, each.Value)));
}
