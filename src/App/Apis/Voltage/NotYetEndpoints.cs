using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// The contract's endpoints that this product does not serve yet: behind the same gate as all others, and answered with
/// the contract's own <c>feature_flag_disabled</c>. And <c>assets</c>: there is no asset but bitcoin.
/// </summary>
internal static class NotYetEndpoints
{
    private const string O = VoltageRoutes.Organization;
    private const string E = VoltageRoutes.Environment;

    /// <summary>Method, path, what it asks of a key, and the feature that it belongs to.</summary>
    internal static readonly IReadOnlyList<(string Method, string Path, Permission Permission, string Feature)> All =
    [
        (HttpMethods.Get, $"{E}/quotes", Permission.Read, "quotes"),
        (HttpMethods.Post, $"{E}/quotes", Permission.Receive, "quotes"),
        (HttpMethods.Get, $"{E}/quotes/{{quote}}", Permission.Read, "quotes"),
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
        foreach (var (method, path, permission, feature) in All)
        {
            routes.Map(method, path, permission, _ => Task.FromResult(Disabled(feature)));
        }
    }

    private static VoltageAnswer NoAssets { get; } =
        new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes("""{"assets":[]}"""));

    private static VoltageAnswer Disabled(string feature) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "feature_flag_disabled",
        "This deployment does not offer that.",
        "disabled",
        new JsonObject { ["feature"] = feature });
}
