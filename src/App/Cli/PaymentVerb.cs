using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite payment</c>: the payments of an environment, over the API.</summary>
internal static class PaymentVerb
{
    private static readonly Argument<string> Payment = new("PAYMENT") { Description = "The payment's id." };

    private static readonly Option<bool> Abandon = new("--abandon")
    {
        Description = "You answer for it that the send's transaction will never be in a block: should it be, the money "
            + "has left twice. Audited; on mainnet for Administrator alone.",
    };

    /// <summary>The verb.</summary>
    public static Command Build() => new Command("payment", "Show payments, or resolve one that is stuck.")
    {
        new Command("show", "Show a payment.") { Payment }.Calls(HttpMethod.Get, One),
        new Command(
            "resolve",
            "End a send on chain that cannot end by itself: it fails, and its hold is released, where its coins were "
            + "spent otherwise.") { Payment, Abandon }
            .Calls(HttpMethod.Post, (facts, parsed) => One(facts, parsed) + "/resolve", Asked),
    }.WithConnection();

    private static string One(ApiFacts facts, ParseResult parsed) =>
        $"{facts.EnvironmentPath()}/payments/{ApiConnection.Escaped(parsed.GetRequiredValue(Payment))}";

    private static JsonObject Asked(ParseResult parsed) => new() { ["abandon"] = parsed.GetValue(Abandon) };
}
