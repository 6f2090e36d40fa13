using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.Billing;
using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>
/// The bills of a key's environment. They are made by cycles, and paid with money: all that can be asked for here is
/// that one which is owed to the customer is paid out.
/// </summary>
internal static class BillEndpoints
{
    /// <summary>Items that a bill in a list shows; one with more is read by itself.</summary>
    private const int ListedItemsMax = 100;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        routes.Get($"{VoltageRoutes.Organization}/bills", Permission.Billing, List);
        routes.Get($"{VoltageRoutes.Organization}/bills/summary", Permission.Billing, Summarize);
        routes.Get($"{VoltageRoutes.Organization}/bills/{{bill}}", Permission.Billing, Read);
        PayoutEndpoint.Map(routes);
    }

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var (query, problem) = BillQuery.Parse(call.Context.Request.Query);
        if (query is null)
        {
            return problem!;
        }

        // One more than is shown tells whether others follow.
        var found = new List<ListedBill>();
        await foreach (var listed in Find(call, query))
        {
            found.Add(listed);
            if (found.Count > query.Limit)
            {
                break;
            }
        }

        var hasMore = found.Count > query.Limit;
        var shown = found.Take(query.Limit).ToList();
        var bodies = await Task.WhenAll(shown.Select(async listed => listed.Bill.Totals.Wallets > ListedItemsMax
            ? BillBody.FromCore(listed.Bill, null)
            : await WithItems(call, listed.Bill)));
        var next = hasMore ? query.CursorAfter(shown[^1].Place) : null;
        return VoltageAnswer.Of(
            StatusCodes.Status200OK, new BillPage(bodies, query.Limit, next, hasMore), BillsJson.Default.BillPage);
    }

    /// <summary>The bill in a call's path; null where the key's environment has none of that id.</summary>
    internal static async Task<Bill?> Find(VoltageCall call) =>
        BillId.TryParse(call.Route("bill"), out var id)
        && await call.Engine.Billing.Bills.Find(id, call.Cancel) is { } bill
        && bill.Environment == call.Environment
            ? bill
            : null;

    /// <summary>There is no such bill in the key's environment.</summary>
    internal static VoltageAnswer NotFound(VoltageCall call) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "bill_not_found",
        "There is no such bill in this environment.",
        context: new JsonObject { ["bill_id"] = call.Route("bill") });

    private static async Task<VoltageAnswer> Read(VoltageCall call) => await Find(call) is { } bill
        ? VoltageAnswer.Of(StatusCodes.Status200OK, await WithItems(call, bill), BillsJson.Default.BillBody)
        : NotFound(call);

    private static async Task<VoltageAnswer> Summarize(VoltageCall call)
    {
        var (query, problem) = BillQuery.Parse(call.Context.Request.Query);
        if (query is null)
        {
            return problem!;
        }

        var bills = await Find(call, query).Select(listed => listed.Bill).ToListAsync(call.Cancel);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            BillSummaryBody.Of(call.Organization.ToString(), query.Line?.ToString(), bills),
            BillsJson.Default.BillSummaryBody);
    }

    private static IAsyncEnumerable<ListedBill> Find(VoltageCall call, BillQuery query) => call.Engine.Billing.Bills
        .Listed(call.Environment, query.IsNewestFirst, query.After, call.Cancel)
        .Where(listed => query.Wants(listed.Bill));

    private static async Task<BillBody> WithItems(VoltageCall call, Bill bill) =>
        BillBody.FromCore(bill, await call.Engine.Billing.Bills.Items(bill, call.Cancel).ToListAsync(call.Cancel));
}
