using Fulgurite.Access;

namespace Fulgurite.Callbacks;

/// <summary>Who is told of what happens in an environment, as it was when a change began. Pure.</summary>
/// <param name="Environment">Its settings; null when there is none of that id.</param>
/// <param name="Endpoints">Of the environment, also those that want nothing now.</param>
/// <param name="Schemes">How each is told, by name.</param>
public sealed record Audience(
    MerchantEnvironment? Environment,
    IReadOnlyList<CallbackEndpoint> Endpoints,
    IReadOnlyDictionary<string, CallbackScheme> Schemes)
{
    /// <summary>
    /// The deliveries of some news: one for each endpoint that is active, wants it, and whose scheme tells it; due at
    /// once. Committed together with the change that they tell of.
    /// </summary>
    public IReadOnlyList<Delivery> Plan(News news)
    {
        var told = news with { Organization = Environment?.Organization ?? default };
        var planned = new List<Delivery>();
        foreach (var endpoint in Endpoints.Where(endpoint => endpoint.Wants(news.Kind)))
        {
            if (Schemes.GetValueOrDefault(endpoint.Scheme)?.Render(told) is { } body)
            {
                planned.Add(Of(told, endpoint, body));
            }
        }

        return planned;
    }

    private static Delivery Of(News news, CallbackEndpoint endpoint, byte[] body) => new()
    {
        Id = DeliveryRows.IdOf(news.Id, endpoint.Id, news.At),
        Wallet = news.Wallet,
        Environment = endpoint.Environment,
        Endpoint = endpoint.Id,
        Reference = news.Reference,
        Event = endpoint.IsWebhook ? new ToldEvent(news.Kind, news.Id) : null,
        Body = body,
        CreatedAt = news.At,
        State = DeliveryState.Pending,
        DueAt = news.At,
    };
}
