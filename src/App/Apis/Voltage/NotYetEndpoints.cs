using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// The contract's endpoints that this product does not serve yet: behind the same gate as all others, and answered with
/// the contract's own <c>feature_flag_disabled</c>. And those that have nothing to tell of here: there is no asset but
/// bitcoin, and no line of credit in another currency that would need a quote.
/// </summary>
internal static class NotYetEndpoints
{
    private const string O = VoltageRoutes.Organization;
    private const string E = VoltageRoutes.Environment;

    /// <summary>Method, path, what it asks of a key, and the feature that it belongs to.</summary>
    internal static readonly IReadOnlyList<(string Method, string Path, Permission Permission, string Feature)> All =
    [
        (HttpMethods.Get, $"{O}/bills", Permission.Billing, "bills"),
        (HttpMethods.Get, $"{O}/bills/summary", Permission.Billing, "bills"),
        (HttpMethods.Get, $"{O}/bills/{{bill}}", Permission.Billing, "bills"),
        (HttpMethods.Post, $"{E}/treasury_movements", Permission.Write, "treasury_movements"),
        (HttpMethods.Post, $"{E}/payments/check", Permission.Write, "payment_checks"),
        (HttpMethods.Get, $"{O}/wallets/{{wallet}}/policies", Permission.Read, "policies"),
        (HttpMethods.Patch, $"{O}/wallets/{{wallet}}/policies", Permission.Write, "policies"),
        (HttpMethods.Get, $"{E}/checkout/settings", Permission.Read, "checkout"),
        (HttpMethods.Put, $"{E}/checkout/settings", Permission.Write, "checkout"),
        (HttpMethods.Post, $"{E}/checkout/sessions", Permission.Receive, "checkout"),
    ];

    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        routes.Get($"{O}/assets", Permission.Read, _ => Task.FromResult(NoAssets));
        routes.Get($"{E}/quotes", Permission.Read, _ => Task.FromResult(NoQuotes));
        routes.Post($"{E}/quotes", Permission.Receive, _ => Task.FromResult(NoQuote));
        routes.Get($"{E}/quotes/{{quote}}", Permission.Read, call => Task.FromResult(QuoteNotFound(call)));
        foreach (var (method, path, permission, feature) in All)
        {
            routes.Map(method, path, permission, _ => Task.FromResult(Disabled(feature)));
        }
    }

    private static VoltageAnswer NoAssets { get; } =
        new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes("""{"assets":[]}"""));

    private static VoltageAnswer NoQuotes { get; } = new(
        StatusCodes.Status200OK, Encoding.UTF8.GetBytes("""{"items":[],"offset":0,"limit":100,"total":0}"""));

    private static VoltageAnswer NoQuote { get; } = VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_quote_request",
        "line_of_credit_id: quotes are for lines of credit in another currency than btc, and there are none here.",
        context: new JsonObject { ["fields"] = new JsonArray("line_of_credit_id") });

    private static VoltageAnswer QuoteNotFound(VoltageCall call) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "quote_not_found",
        "There is no such quote in this environment.",
        context: new JsonObject { ["quote_id"] = call.Route("quote") });

    private static VoltageAnswer Disabled(string feature) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "feature_flag_disabled",
        "This deployment does not offer that.",
        "disabled",
        new JsonObject { ["feature"] = feature });
}
