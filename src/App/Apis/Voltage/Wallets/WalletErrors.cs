using System.Text.Json.Nodes;
using Fulgurite.Identity;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>Refusals about wallets in the contract's words.</summary>
internal static class WalletErrors
{
    /// <summary>There is no such wallet in the key's environment.</summary>
    public static VoltageAnswer NotFound(string? wallet) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "instance_not_found",
        "There is no such wallet in this environment.",
        context: new JsonObject { ["wallet_id"] = wallet });

    /// <summary>Fields whose values break a rule.</summary>
    public static VoltageAnswer InvalidRequest(string detail, string field) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_request",
        detail,
        context: new JsonObject { ["fields"] = new JsonArray(field) });

    /// <summary>What Core refused.</summary>
    public static VoltageAnswer FromCore(WalletChangeRefusal refusal, WalletId wallet, LineOfCreditId line) =>
        refusal switch
        {
            WalletChangeRefusal.NotFound => NotFound(wallet.ToString()),
            WalletChangeRefusal.AlreadyExists => VoltageErrors.Error(
                StatusCodes.Status409Conflict,
                "wallet_exists",
                "Another wallet has this id, or it was asked for with another body.",
                context: new JsonObject { ["wallet_id"] = wallet.ToString() }),
            WalletChangeRefusal.LineNotFound => Bad(
                "line_of_credit_not_found", "There is no such line of credit in this environment."),
            WalletChangeRefusal.NetworkMismatch => Bad(
                "line_of_credit_network_mismatch", "The line of credit is on another network."),
            WalletChangeRefusal.LineDisabled => VoltageErrors.Error(
                StatusCodes.Status400BadRequest,
                "line_of_credit_disabled",
                "The line of credit is disabled.",
                context: new JsonObject { ["line_of_credit_id"] = line.ToString() }),
            WalletChangeRefusal.LineNotReady => VoltageErrors.Error(
                StatusCodes.Status400BadRequest,
                "line_of_credit_not_ready",
                "The line of credit waits for its collateral.",
                context: new JsonObject { ["line_of_credit_id"] = line.ToString() }),
            WalletChangeRefusal.LineOverdue => VoltageErrors.Error(
                StatusCodes.Status400BadRequest,
                "line_of_credit_overdue",
                "A bill of the line of credit is overdue.",
                context: new JsonObject { ["line_of_credit_id"] = line.ToString() }),
            WalletChangeRefusal.NotCreditBacked => VoltageErrors.Error(
                StatusCodes.Status400BadRequest,
                "wallet_not_credit_backed",
                "The customer's own node backs the wallet: its limit is 0.",
                context: new JsonObject { ["wallet_id"] = wallet.ToString() }),
            WalletChangeRefusal.LimitExceeded => Bad(
                "line_of_credit_cannot_allocate_wallet_limit", "The line of credit has less than that left to grant."),
            WalletChangeRefusal.LimitBelowDebt => InvalidRequest(
                "limit: the wallet owes more than that.", "limit"),
            WalletChangeRefusal.NotEmpty => VoltageErrors.Error(
                StatusCodes.Status400BadRequest,
                "wallet_not_empty",
                "The wallet holds or owes something, or an invoice of it can still be paid.",
                context: new JsonObject { ["wallet_id"] = wallet.ToString() }),
            WalletChangeRefusal.Overtaken => VoltageErrors.Unavailable,
        };

    private static VoltageAnswer Bad(string type, string detail) =>
        VoltageErrors.Error(StatusCodes.Status400BadRequest, type, detail);
}
