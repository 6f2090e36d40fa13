using Fulgurite.Listings;
using System.Globalization;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>
/// A wallet's ledger: its journal, line by line. Newest first unless asked otherwise. All keys that the contract knows
/// for sorting are the same here: lines are in the order in which they were committed.
/// </summary>
internal static class LedgerEndpoint
{
    private const int LimitDefault = 100;
    private const int LimitMax = 1_000;

    private static readonly string[] SortKeys = ["effective_time", "message_time", "time_and_effective_time"];

    /// <summary>A page.</summary>
    public static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        var (query, problem) = QueryOf(call.Context.Request.Query);
        if (query is null)
        {
            return problem!;
        }

        if (await WalletEndpoints.Find(call) is not { } wallet)
        {
            return WalletErrors.NotFound(call.Route("wallet"));
        }

        var page = await new ReadStatement(call.Engine.Wallets).Execute(wallet.Head, query, call.Cancel);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new LedgerBody([.. page.Lines.Select(LedgerItemBody.FromCore)], query.Offset, query.Limit, page.Total),
            WalletsJson.Default.LedgerBody);
    }

    private static (StatementQuery? Query, VoltageAnswer? Problem) QueryOf(IQueryCollection query)
    {
        string? Given(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        var (offset, limit) = (0L, (long)LimitDefault);
        if (Given("offset") is { } skipped && !(IsWhole(skipped, out offset) && offset >= 0))
        {
            return (null, VoltageErrors.InvalidParameter("offset: it must be a number from 0."));
        }

        if (Given("limit") is { } asked && !(IsWhole(asked, out limit) && limit is >= 1 and <= LimitMax))
        {
            return (null, VoltageErrors.InvalidParameter($"limit: it must be a number from 1 to {LimitMax}."));
        }

        if (Given("sort_key") is { } key && !SortKeys.Contains(key))
        {
            return (null, VoltageErrors.InvalidParameter($"sort_key: it must be {string.Join(" or ", SortKeys)}."));
        }

        var order = Given("sort_order")?.ToUpperInvariant() ?? "DESC";
        if (order is not ("ASC" or "DESC"))
        {
            return (null, VoltageErrors.InvalidParameter("sort_order: it must be ASC or DESC."));
        }

        Guid payment = default;
        if (Given("payment_id") is { } id && !Guid.TryParseExact(id, "D", out payment))
        {
            return (null, VoltageErrors.InvalidParameter("payment_id: it must be a UUID."));
        }

        var (from, until) = (Given("start_date"), Given("end_date"));
        if (!IsInstantOrNone(from, out var fromAt) || !IsInstantOrNone(until, out var untilAt))
        {
            return (null, VoltageErrors.InvalidParameter("start_date, end_date: they must be RFC 3339 instants."));
        }

        return (new StatementQuery(offset, (int)limit, order == "ASC")
        {
            Reference = Given("payment_id") is null ? null : payment.ToString("D"),
            From = fromAt,
            Until = untilAt,
        }, null);
    }

    private static bool IsWhole(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsInstantOrNone(string? text, out DateTimeOffset? at)
    {
        var isInstant = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant);
        at = isInstant ? instant : null;
        return text is null || isInstant;
    }
}
