using Fulgurite.Listings;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Lists an environment's payments: by offset with a total, or by cursor.</summary>
internal static class ListPayments
{
    private const int ReadsMax = 16;

    /// <summary>A page.</summary>
    public static async Task<VoltageAnswer> Execute(VoltageCall call)
    {
        var (query, problem) = await PaymentQuery.Read(call);
        if (query is null)
        {
            return problem!;
        }

        var page = query.IsByCursor
            ? await call.Engine.Listing.After(query.Filter, query.After, query.Limit, call.Cancel)
            : await call.Engine.Listing.ByOffset(query.Filter, query.Offset, query.Limit, call.Cancel);
        var items = await Show(call, page.Payments);
        var next = page.HasMore ? query.CursorAfter(page.Payments[^1]) : null;
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new PaymentPage(items, query.Offset, query.Limit, page.Total, page.HasMore, next),
            PaymentJson.Default.PaymentPage);
    }

    private static async Task<IReadOnlyList<PaymentBody>> Show(
        VoltageCall call, IReadOnlyList<ListedPayment> payments)
    {
        var shown = new List<PaymentBody>();
        foreach (var some in payments.Chunk(ReadsMax))
        {
            var read = await Task.WhenAll(some.Select(p => call.Show(p.Wallet, p.Id, p.Direction, p.Kind)));
            shown.AddRange(read.OfType<PaymentBody>());
        }

        return shown;
    }
}
