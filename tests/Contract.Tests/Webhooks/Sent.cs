using System.Text;
using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Contracts.Webhooks;

/// <summary>A notice that a scheme is about to send.</summary>
internal static class Sent
{
    public const string WebhookId = "0f9619ff-8b86-4011-b42d-00c04fc964ff";

    public static readonly byte[] Payment = Encoding.UTF8.GetBytes("""{"memo":"\u00e9<&>"}""");

    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    /// <summary>The headers of an attempt at the body <c>{"a":1}</c>.</summary>
    public static IReadOnlyList<CallbackHeader> Headers(CallbackScheme scheme, SigningKeys keys)
    {
        var endpoint = new CallbackEndpoint(
            new EndpointId(Guid.Parse(WebhookId)), default, scheme.Name, new Uri("https://x.example"), null);
        var delivery = new Delivery
        {
            Id = new string('0', 32),
            Wallet = default,
            Environment = default,
            Endpoint = endpoint.Id,
            Reference = "1",
            Event = new ToldEvent(PaymentEvent.ReceiveCompleted, Guid.Parse(WebhookId)),
            Body = "{\"a\":1}"u8.ToArray(),
            CreatedAt = Noon,
            State = DeliveryState.Pending,
            DueAt = Noon,
        };
        return scheme.Sign(new CallbackToSign(endpoint, delivery, keys, Noon));
    }

    /// <summary>The body about a completed receive.</summary>
    public static string Text(CallbackScheme scheme) => Encoding.UTF8.GetString(scheme.Render(new Happened())!);

    private sealed record Happened() : News(PaymentEvent.ReceiveCompleted, default, Noon)
    {
        public override WalletId Wallet => default;

        public override string Reference => "1";
    }
}
