using System.Globalization;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>
/// What the <c>callbacks</c> queue carries: make the next attempt at this delivery. The first one brings the delivery
/// as it was committed, so that it needs no read; later ones are read.
/// </summary>
/// <param name="Wallet">The delivery's wallet.</param>
/// <param name="Delivery">Its id.</param>
/// <param name="AfterAttempts">Attempts made before: an order for another number is out of date and ignored.</param>
/// <param name="Committed">The delivery, when it is brought along.</param>
/// <param name="Version">Its row's version then.</param>
public sealed record DeliveryOrder(
    WalletId Wallet, string Delivery, int AfterAttempts, Delivery? Committed = null, ETag? Version = null)
{
    /// <summary>
    /// A longer body is read: a message holds 256 KiB, and base64 and escapes make it half as long again.
    /// </summary>
    private const int BodyMax = 32 * 1024;

    /// <summary>The message that has this order carried out at <paramref name="at"/>.</summary>
    public BusMessage ToMessage(MessageSeal seal, DateTimeOffset? at)
    {
        var attempts = AfterAttempts.ToString(CultureInfo.InvariantCulture);
        var payload = new FlatText()
            .With("wallet", Wallet.ToString())
            .With("delivery", Delivery)
            .With("after_attempts", attempts);
        if (Committed is { Body.Length: <= BodyMax } committed && Version is { } version)
        {
            payload
                .With("environment", committed.Environment.ToString())
                .With("endpoint", committed.Endpoint.ToString())
                .With("reference", committed.Reference)
                .With("event", committed.Event?.Kind.ToString())
                .With("event_id", committed.Event?.Id.ToString())
                .With("body", Convert.ToBase64String(committed.Body.Span))
                .With("created_at", committed.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture))
                .With("version", version.Value);
        }

        return new BusMessage(
            QueueName.Callbacks, $"{Delivery}:{attempts}", seal.Seal(QueueName.Callbacks, payload.ToBytes()), at);
    }

    /// <summary>
    /// The order of a payload; null when it is not one. A delivery in it that does not read is left out: it is stored.
    /// </summary>
    public static DeliveryOrder? Parse(ReadOnlySpan<byte> payload) =>
        FlatText.Parse(payload) is { } flat
        && WalletId.TryParse(flat.Find("wallet"), out var wallet)
        && flat.Find("delivery") is { } delivery && DeliveryRows.IsId(delivery)
        && int.TryParse(flat.Find("after_attempts"), CultureInfo.InvariantCulture, out var attempts)
            ? new DeliveryOrder(
                wallet,
                delivery,
                attempts,
                ParseCommitted(flat, wallet, delivery),
                flat.Find("version") is { } version ? new ETag(version) : null)
            : null;

    private static Delivery? ParseCommitted(FlatText flat, WalletId wallet, string delivery) =>
        EnvironmentId.TryParse(flat.Find("environment"), out var environment)
        && EndpointId.TryParse(flat.Find("endpoint"), out var endpoint)
        && long.TryParse(flat.Find("created_at"), CultureInfo.InvariantCulture, out var createdAt)
        && createdAt >= DateTimeOffset.MinValue.Ticks && createdAt <= DateTimeOffset.MaxValue.Ticks
        && flat.Find("reference") is { } reference
        && flat.Find("body") is { } body && Decode(body) is { } bytes
            ? new Delivery
            {
                Id = delivery,
                Wallet = wallet,
                Environment = environment,
                Endpoint = endpoint,
                Reference = reference,
                Event = ParseEvent(flat),
                Body = bytes,
                CreatedAt = new DateTimeOffset(createdAt, TimeSpan.Zero),
                State = DeliveryState.Pending,
                DueAt = new DateTimeOffset(createdAt, TimeSpan.Zero),
            }
            : null;

    private static ToldEvent? ParseEvent(FlatText flat) =>
        Enum.TryParse<PaymentEvent>(flat.Find("event"), out var kind)
        && Guid.TryParseExact(flat.Find("event_id"), "D", out var id)
            ? new ToldEvent(kind, id)
            : null;

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
