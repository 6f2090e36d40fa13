using System.Globalization;
using Fulgurite.Access;
using Fulgurite.Identity;

namespace Fulgurite.Callbacks;

/// <summary>Decides what is sent to whom about a paid invoice. Pure.</summary>
public static class PlanDeliveries
{
    /// <summary>One delivery for each endpoint whose scheme is known, due at once.</summary>
    public static IReadOnlyList<Delivery> For(
        SettledInvoice settled,
        Guid happened,
        WalletId wallet,
        IReadOnlyList<CallbackEndpoint> endpoints,
        IReadOnlyDictionary<string, CallbackScheme> schemes,
        DateTimeOffset now) =>
        [.. endpoints.Where(endpoint => schemes.ContainsKey(endpoint.Scheme)).Select(endpoint => new Delivery
        {
            Id = DeliveryRows.IdOf(happened, endpoint.Id, now),
            Wallet = wallet,
            Environment = endpoint.Environment,
            Endpoint = endpoint.Id,
            Reference = settled.Serial.ToString(CultureInfo.InvariantCulture),
            Body = schemes[endpoint.Scheme].RenderSettled(settled),
            CreatedAt = now,
            State = DeliveryState.Pending,
            DueAt = now,
        })];
}
