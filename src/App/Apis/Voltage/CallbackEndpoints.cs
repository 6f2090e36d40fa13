using System.Text;
using Fulgurite.Access;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Callbacks;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Callbacks of an environment: where they go, what became of each, and sending one again. Additive to the contract.
/// </summary>
internal static class CallbackEndpoints
{
    private const int PageMax = 100;
    private const int PageDefault = 20;

    /// <summary>Adds the endpoints.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="policy">Which addresses may be set.</param>
    public static void Map(VoltageRoutes routes, TargetPolicy policy)
    {
        const string Base = VoltageRoutes.Environment;
        routes.Get($"{Base}/callback-url", Permission.Read, ReadUrl);
        routes.Put($"{Base}/callback-url", Permission.Write, call => SetUrl(call, policy));
        routes.Get($"{Base}/callbacks", Permission.Read, List);
        routes.Get($"{Base}/callbacks/{{id}}", Permission.Read, Read);
        routes.Post($"{Base}/callbacks/{{id}}/resend", Permission.Write, Resend);
    }

    private static async Task<VoltageAnswer> ReadUrl(VoltageCall call)
    {
        var endpoints = await call.Engine.Registry.FindEndpoints(call.Environment, call.Context.RequestAborted);
        var endpoint = endpoints.FirstOrDefault(
            e => e.Scheme == AlphaPoWiring.Scheme.Name && !e.IsWebhook);
        return UrlAnswer(
            new CallbackUrlBody(endpoint?.Url.AbsoluteUri, AlphaPoWiring.Scheme.Name, endpoint?.SigningKey));
    }

    private static async Task<VoltageAnswer> SetUrl(VoltageCall call, TargetPolicy policy)
    {
        var cancel = call.Context.RequestAborted;
        var (body, problem) = await VoltageBody.Read(call, VoltageJson.Default.CallbackUrlBody);
        if (body is null)
        {
            return problem!;
        }

        Uri? url = null;
        if (body.Url is not null && !Uri.TryCreate(body.Url, UriKind.Absolute, out url))
        {
            return VoltageErrors.InvalidParameter("url: it must be an absolute address or null.");
        }

        if (url is not null && policy.ProblemWith(url) is { } wrong)
        {
            return VoltageErrors.InvalidParameter($"url: {wrong}.");
        }

        var keys = await call.Engine.Registry.FindProcessingKeys(call.Environment, cancel);
        var signingKey = body.ProcessingKey ?? keys.FirstOrDefault();
        if (signingKey is null || !keys.Contains(signingKey))
        {
            return VoltageErrors.InvalidParameter("processing_key: the environment has no such key.");
        }

        await call.Engine.SetCallbackUrl.Execute(call.Environment, AlphaPoWiring.Scheme.Name, signingKey, url, cancel);
        return UrlAnswer(new CallbackUrlBody(url?.AbsoluteUri, AlphaPoWiring.Scheme.Name, signingKey));
    }

    private static async Task<VoltageAnswer> List(VoltageCall call)
    {
        var query = call.Context.Request.Query;
        var limit = PageDefault;
        if (query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, out limit) || limit is < 1 or > PageMax))
        {
            return VoltageErrors.InvalidParameter($"limit: it must be a number from 1 to {PageMax}.");
        }

        var cursor = query["cursor"].ToString() is { Length: > 0 } given ? given : null;
        if (cursor is not null && !DeliveryRows.IsId(cursor))
        {
            return VoltageErrors.InvalidParameter("cursor: it is not one of ours.");
        }

        // Each wallet's newest, merged: ids sort newest first. One more than asked tells whether there is more.
        var cancel = call.Context.RequestAborted;
        var wallets = await call.Engine.Registry.FindWallets(call.Environment, cancel);
        var pages = await Task.WhenAll(
            wallets.Select(wallet => call.Engine.Deliveries.Newest(wallet, cursor, limit + 1, cancel)));
        var newest = pages.SelectMany(p => p).OrderBy(d => d.Id, StringComparer.Ordinal).Take(limit + 1).ToList();
        var shown = newest.Take(limit).ToList();
        var hasMore = newest.Count > limit;
        return VoltageAnswer.Of(
            StatusCodes.Status200OK,
            new CallbackPage([.. shown.Select(d => FromCore(d, null))], hasMore, hasMore ? shown[^1].Id : null),
            VoltageJson.Readable.CallbackPage);
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        if (await Find(call) is not { } delivery)
        {
            return VoltageErrors.DeliveryNotFound;
        }

        var attempts = await call.Engine.Deliveries.Attempts(delivery.Wallet, delivery.Id, call.Context.RequestAborted);
        return VoltageAnswer.Of(
            StatusCodes.Status200OK, FromCore(delivery, attempts), VoltageJson.Readable.CallbackBody);
    }

    private static async Task<VoltageAnswer> Resend(VoltageCall call)
    {
        if (await Find(call) is not { } delivery)
        {
            return VoltageErrors.DeliveryNotFound;
        }

        var resent = await call.Engine.ResendDelivery.Execute(
            delivery.Wallet, delivery.Id, call.Context.RequestAborted);
        return resent is null
            ? VoltageErrors.DeliveryNotFound
            : VoltageAnswer.Of(
                StatusCodes.Status202Accepted, FromCore(resent, null), VoltageJson.Readable.CallbackBody);
    }

    private static async Task<Delivery?> Find(VoltageCall call)
    {
        if (call.Context.Request.RouteValues["id"] is not string id || !DeliveryRows.IsId(id))
        {
            return null;
        }

        var cancel = call.Context.RequestAborted;
        var wallets = await call.Engine.Registry.FindWallets(call.Environment, cancel);
        var found = await Task.WhenAll(wallets.Select(wallet => call.Engine.Deliveries.Find(wallet, id, cancel)));
        return found.FirstOrDefault(delivery => delivery is not null);
    }

    private static VoltageAnswer UrlAnswer(CallbackUrlBody body) =>
        VoltageAnswer.Of(StatusCodes.Status200OK, body, VoltageJson.Default.CallbackUrlBody);

    private static CallbackBody FromCore(Delivery delivery, IReadOnlyList<Attempt>? attempts) => new(
        delivery.Id,
        delivery.Wallet.ToString(),
        delivery.State switch
        {
            DeliveryState.Pending => "pending",
            DeliveryState.Delivered => "delivered",
            DeliveryState.Exhausted => "exhausted",
            DeliveryState.Abandoned => "abandoned",
        },
        delivery.CreatedAt,
        delivery.DueAt,
        delivery.Attempts,
        Encoding.UTF8.GetString(delivery.Body.Span),
        attempts is null ? null : [.. attempts.Select(FromCore)]);

    private static AttemptBody FromCore(Attempt attempt) => new(
        attempt.Number,
        attempt.At,
        (long)attempt.Duration.TotalMilliseconds,
        attempt.Url.AbsoluteUri,
        attempt.Answer.HttpStatus,
        attempt.Answer.Problem,
        attempt.Answer.Excerpt);
}
