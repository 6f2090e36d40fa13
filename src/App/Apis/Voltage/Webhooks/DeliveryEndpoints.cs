using System.Text.Json;
using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>What became of a webhook's deliveries, and having one sent again or given up.</summary>
internal static class DeliveryEndpoints
{
    private const int PageMax = 100;

    /// <summary>Adds the endpoints.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="deliveries">Their path.</param>
    public static void Map(VoltageRoutes routes, string deliveries)
    {
        routes.Get(deliveries, Permission.Read, List);
        routes.Get(deliveries + "/summary", Permission.Read, Summarize);
        routes.Get(deliveries + "/{delivery}", Permission.Read, Read);
        routes.Post(deliveries + "/{delivery}/retry", Permission.Write, call => Act(
            call, async d => await call.Engine.Callbacks.Resend.Execute(d.Wallet, d.Id, call.Cancel)));
        routes.Post(deliveries + "/{delivery}/abandon", Permission.Write, call => Act(
            call, d => call.Engine.Callbacks.Abandon.Execute(d.Wallet, d.Id, call.Cancel)));
    }

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        if (await WebhookEndpoints.Find(call) is not { } endpoint)
        {
            return WebhookErrors.NotFound(call.Route("webhook"));
        }

        if (WebhookQuery.Order(call) is not var (byUpdate, isAscending))
        {
            return WebhookQuery.WrongOrder;
        }

        if (DeliveryStatuses.ToCore(WebhookQuery.Values(call, "statuses")) is not { } states)
        {
            return WrongStatus;
        }

        if (WebhookQuery.Number(call, "limit", PageMax, 1, PageMax) is not { } limit
            || WebhookQuery.Number(call, "offset", 0, 0, int.MaxValue) is not { } offset)
        {
            return VoltageErrors.InvalidParameter($"limit is 1 to {PageMax}, and offset is not negative.");
        }

        var list = new DeliveryList(call.Engine, endpoint, states);
        if (new QueryText(call.Context.Request.Query).IsByCursor is not { } isByCursor)
        {
            return VoltageErrors.InvalidParameter("pagination is offset or cursor.");
        }

        var cursor = WebhookQuery.Value(call, "cursor");
        return isByCursor
            ? await ByCursor(call, endpoint, list, new PageAsked(cursor, limit, byUpdate, isAscending))
            : await ByOffset(call, endpoint, await list.All(byUpdate, isAscending, call.Cancel), offset, limit);
    }

    private static async Task<VoltageAnswer> ByOffset(
        VoltageCall call, CallbackEndpoint endpoint, IReadOnlyList<ListedDelivery> all, int offset, int limit) =>
        PageAnswer(new DeliveryPage(
            await BodiesOf(call, endpoint, all.Skip(offset).Take(limit)), offset, limit, all.Count, null, null));

    private static async Task<VoltageAnswer> ByCursor(
        VoltageCall call, CallbackEndpoint endpoint, DeliveryList list, PageAsked asked)
    {
        (DateTimeOffset At, string Id)? place = null;
        if (asked.Cursor is { } cursor)
        {
            place = list.Parse(cursor, asked.ByUpdate, asked.IsAscending);
            if (place is null)
            {
                return VoltageErrors.InvalidParameter(
                    "cursor: it is not one of ours, or was given for other filters or another order.");
            }
        }

        // One more than asked tells whether there is more.
        var shown = !asked.ByUpdate && !asked.IsAscending
            ? await list.Newest(place is var (at, id) ? DeliveryIndex.PlaceOf(at, id) : null, call.Cancel)
                .Take(asked.Limit + 1).ToListAsync(call.Cancel)
            : [.. (await list.All(asked.ByUpdate, asked.IsAscending, call.Cancel))
                .Where(d => place is not { } p || DeliveryList.IsAfter(d, p, asked.ByUpdate, asked.IsAscending))
                .Take(asked.Limit + 1)];
        var hasMore = shown.Count > asked.Limit;
        return PageAnswer(new DeliveryPage(
            await BodiesOf(call, endpoint, shown.Take(asked.Limit)),
            0,
            asked.Limit,
            null,
            hasMore ? list.CursorOf(shown[asked.Limit - 1], asked.ByUpdate, asked.IsAscending) : null,
            hasMore));
    }

    private static async Task<VoltageAnswer> Summarize(VoltageCall call)
    {
        if (await WebhookEndpoints.Find(call) is not { } endpoint)
        {
            return WebhookErrors.NotFound(call.Route("webhook"));
        }

        var names = WebhookQuery.Values(call, "statuses");
        if (DeliveryStatuses.ToCore(names) is not { } states)
        {
            return WrongStatus;
        }

        var count = await new DeliveryList(call.Engine, endpoint, states).Newest(null, call.Cancel)
            .CountAsync(call.Cancel);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new DeliverySummaryBody(endpoint.Id.ToString(), [.. names.Distinct()], count, "exact"),
            WebhooksJson.Default.DeliverySummaryBody);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        if (await WebhookEndpoints.Find(call) is not { } endpoint)
        {
            return WebhookErrors.NotFound(call.Route("webhook"));
        }

        var bodies = await Find(call, endpoint) is { } listed ? await BodiesOf(call, endpoint, [listed]) : [];
        return bodies.Count == 0
            ? WebhookErrors.DeliveryNotFound(call.Route("delivery"))
            : VoltageAnswer.Of(StatusCodes.Status200OK, bodies[0], WebhooksJson.Default.DeliveryBody);
    }

    private static async Task<VoltageAnswer> Act(VoltageCall call, Func<ListedDelivery, Task> act)
    {
        if (await WebhookEndpoints.Find(call) is not { } endpoint)
        {
            return WebhookErrors.NotFound(call.Route("webhook"));
        }

        if (await Find(call, endpoint) is not { } listed)
        {
            return WebhookErrors.DeliveryNotFound(call.Route("delivery"));
        }

        await act(listed);
        return VoltageAnswer.Accepted;
    }

    private static async Task<ListedDelivery?> Find(VoltageCall call, CallbackEndpoint endpoint) =>
        Guid.TryParseExact(call.Route("delivery"), "D", out var id)
            ? await call.Engine.Callbacks.Index.Find(call.Environment, endpoint.Id, $"{id:N}", call.Cancel)
            : null;

    private static async Task<IReadOnlyList<DeliveryBody>> BodiesOf(
        VoltageCall call, CallbackEndpoint endpoint, IEnumerable<ListedDelivery> listed)
    {
        var read = await Task.WhenAll(listed.Select(each => BodyOf(call, endpoint, each)));
        return [.. read.OfType<DeliveryBody>()];
    }

    private static async Task<DeliveryBody?> BodyOf(
        VoltageCall call, CallbackEndpoint endpoint, ListedDelivery listed)
    {
        if (await call.Engine.Callbacks.Deliveries.Read(listed, call.Cancel) is not { } delivery)
        {
            return null;
        }

        var last = await call.Engine.Callbacks.Deliveries.LastAttempt(delivery, call.Cancel);
        var isFailure = last is not null && delivery.State != DeliveryState.Delivered;
        var error = isFailure ? DeliveryErrorBody.FromCore(last!.Answer) : null;
        using var payload = JsonDocument.Parse(delivery.Body);
        return new DeliveryBody(
            Guid.ParseExact(delivery.Id, "N").ToString(),
            endpoint.Id.ToString(),
            call.Organization.ToString(),
            (last?.Url ?? endpoint.Url).OriginalString,
            DeliveryStatuses.FromCore(delivery.State),
            payload.RootElement.Clone(),
            delivery.CreatedAt,
            last is null ? listed.UpdatedAt : last.At + last.Duration,
            delivery.Attempts,
            delivery.DueAt,
            error?.Detail,
            error,
            last?.Answer.HttpStatus);
    }

    private static VoltageAnswer PageAnswer(DeliveryPage page) =>
        VoltageAnswer.Of(StatusCodes.Status200OK, page, WebhooksJson.Default.DeliveryPage);

    private static VoltageAnswer WrongStatus { get; } = VoltageErrors.InvalidParameter(
        "statuses: each is attempting, succeeded, failed or abandoned.");

    private sealed record PageAsked(string? Cursor, int Limit, bool ByUpdate, bool IsAscending);
}
