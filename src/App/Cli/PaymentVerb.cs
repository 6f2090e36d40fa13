using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite payment</c>: the payments of an environment, over the API.</summary>
internal static class PaymentVerb
{
    private static readonly Argument<string> Payment = new("PAYMENT") { Description = "The payment's id." };

    private static readonly Option<string[]> Status = new("--status")
    {
        Description = "Only those that are receiving, sending, completed, expired or failed; may be repeated.",
        HelpName = "STATUS",
    };

    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "Most payments, 1 to 500.", HelpName = "N", DefaultValueFactory = _ => 20,
    };

    private static readonly Option<string?> Cursor = new("--cursor")
    {
        Description = "Go on where a list before ended: its next_cursor.", HelpName = "CURSOR",
    };

    private static readonly Option<bool> Abandon = new("--abandon")
    {
        Description = "You answer for it that the send's transaction will never be in a block: should it be, the money "
            + "has left twice. Audited; on mainnet for Administrator alone.",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command(
        "payment", $"List or show payments, or resolve one that is stuck. {ApiConnection.Told}")
    {
        new Command("list", "List the payments of the key's environment, newest first.") { Status, Limit, Cursor }
            .Calls(HttpMethod.Get, (facts, parsed) => $"{All(facts)}?pagination=cursor{Query(parsed)}"),
        new Command("show", "Show a payment.") { Payment }.Calls(HttpMethod.Get, One),
        new Command(
            "resolve",
            "End a send on chain that cannot end by itself: it fails, and its hold is released, where its coins were "
            + "spent otherwise. One that has ended stays as it is. 'payment show' tells what became of it.")
            {
                Payment, Abandon,
            }
            .Calls(HttpMethod.Post, (facts, parsed) => One(facts, parsed) + "/resolve", Asked),
    }.WithConnection();

    private static string All(ApiFacts facts) => facts.EnvironmentPath() + "/payments";

    private static string Query(ParseResult parsed) => string.Concat([
        $"&limit={parsed.GetValue(Limit)}",
        .. (parsed.GetValue(Status) ?? []).Select(status => $"&statuses={ApiConnection.Escaped(status)}"),
        OrgVerb.CursorOf(parsed.GetValue(Cursor)),
    ]);

    private static string One(ApiFacts facts, ParseResult parsed) =>
        $"{All(facts)}/{ApiConnection.Escaped(parsed.GetRequiredValue(Payment))}";

    private static JsonObject Asked(ParseResult parsed) => new() { ["abandon"] = parsed.GetValue(Abandon) };
}
