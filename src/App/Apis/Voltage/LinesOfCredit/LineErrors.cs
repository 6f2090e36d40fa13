using System.Text.Json.Nodes;
using Fulgurite.Credit;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>Refusals about lines of credit in the contract's words.</summary>
internal static class LineErrors
{
    /// <summary>The limit is no amount, or less than what is granted to wallets.</summary>
    public static readonly VoltageAnswer InvalidLimit = VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_line_of_credit_limit",
        "limit: it must be 1 msat to 21 million bitcoin, and at least what its wallets were granted.");

    /// <summary>No mode and status that go together, or no amount.</summary>
    public static readonly VoltageAnswer InvalidCollateral = VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_collateral_state",
        "collateral: its mode is waived without data, secured with the status pending_deposit, partially_secured or "
        + "secured, or verified with pending_verification or verified; its amount is millisatoshis of btc.");

    /// <summary>Lines in dollars are not there yet.</summary>
    public static readonly VoltageAnswer UsdDisabled = VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "feature_flag_disabled",
        "currency: lines of credit in USD are not available on this deployment.",
        context: new JsonObject { ["feature"] = "usd" });

    /// <summary>There is no such line in the key's environment.</summary>
    public static VoltageAnswer NotFound(string? line) => About(
        StatusCodes.Status404NotFound,
        "line_of_credit_not_found",
        "There is no such line of credit in this environment.",
        line);

    /// <summary>Not on mainnet.</summary>
    public static VoltageAnswer NotAllowed(string? line) => About(
        StatusCodes.Status403Forbidden, "not_allowed", "Lines of real money cannot be changed here.", line);

    /// <summary>A change that changes nothing.</summary>
    public static VoltageAnswer NoUpdates(string? line) => About(
        StatusCodes.Status400BadRequest, "no_updates_provided", "There is nothing in the body to change.", line);

    /// <summary>Fields whose values cannot be.</summary>
    public static VoltageAnswer NotValid(string detail, string field) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "line_of_credit_not_valid",
        detail,
        context: new JsonObject { ["fields"] = new JsonArray(field) });

    /// <summary>What Core refused.</summary>
    public static VoltageAnswer FromCore(ChangeLineRefusal refusal, string line) => refusal switch
    {
        ChangeLineRefusal.AlreadyExists => About(
            StatusCodes.Status409Conflict,
            "line_of_credit_exists",
            "Another line of credit has this id.",
            line),
        ChangeLineRefusal.LimitBelowAllocated => InvalidLimit,
        ChangeLineRefusal.OtherBacking => NotValid(
            "limit, infrastructure: a line with a node of its own has no limit, and one without keeps being without.",
            "infrastructure"),
    };

    /// <summary>Why a customer's own node was not taken.</summary>
    public static VoltageAnswer FromCore(RegisterNodeRefusal refusal, string? why) => refusal switch
    {
        RegisterNodeRefusal.Refused => VoltageErrors.Error(
            StatusCodes.Status400BadRequest, "invalid_macaroon", $"The node or its secrets are refused: {why}"),
        RegisterNodeRefusal.Away => NotValid($"infrastructure: the node does not answer: {why}", "infrastructure"),
        RegisterNodeRefusal.OtherNetwork or RegisterNodeRefusal.Taken =>
            NotValid($"infrastructure: the node cannot back this line. {why}", "infrastructure"),
    };

    private static VoltageAnswer About(int status, string type, string detail, string? line) => VoltageErrors.Error(
        status, type, detail, context: new JsonObject { ["line_of_credit_id"] = line });
}
