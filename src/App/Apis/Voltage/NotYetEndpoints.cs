using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage.Payments;

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
        routes.Get($"{E}/quotes", Permission.Read, call => Task.FromResult(NoQuotes(call)));
        routes.Post($"{E}/quotes", Permission.Receive, _ => Task.FromResult(NoQuote));
        routes.Get($"{E}/quotes/{{quote}}", Permission.Read, call => Task.FromResult(QuoteNotFound(call)));
        foreach (var (method, path, permission, feature) in All)
        {
            routes.Map(method, path, permission, _ => Task.FromResult(Disabled(feature)));
        }
    }

    private static VoltageAnswer NoAssets { get; } =
        new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes("""{"assets":[]}"""));

    // Empty, and yet the page that was asked for.
    private static VoltageAnswer NoQuotes(VoltageCall call)
    {
        var query = new QueryText(call.Context.Request.Query);
        if (!query.TryNumber("offset", 0, (0, uint.MaxValue), out var offset))
        {
            return VoltageErrors.InvalidParameter("offset: it is a number from 0 on.");
        }

        if (!query.TryNumber("limit", PaymentQuery.LimitDefault, (1, PaymentQuery.LimitMax), out var limit))
        {
            return VoltageErrors.InvalidParameter($"limit: it is a number from 1 to {PaymentQuery.LimitMax}.");
        }

        var page = new JsonObject
        {
            ["items"] = new JsonArray(), ["offset"] = offset, ["limit"] = limit, ["total"] = 0,
        };
        return new VoltageAnswer(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(page.ToJsonString()));
    }

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
