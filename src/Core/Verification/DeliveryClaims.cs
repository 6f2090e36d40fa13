using System.Globalization;
using Fulgurite.Callbacks;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>What deliveries, their attempts, and the rows by which they wait say about each other.</summary>
internal static class DeliveryClaims
{
    /// <summary>A delivery's.</summary>
    public static IEnumerable<Claim> Of(Delivery delivery)
    {
        var row = DeliveryRows.Key(delivery.Wallet, delivery.Id);
        RowKey? waiting = delivery.DueAt is { } due
            ? DeliveryRows.DueKey(delivery.Wallet, due, delivery.Id)
            : null;
        yield return new Claim(Topic.Due, false, row, delivery.Id, ("due_at", waiting?.Row ?? "none"))
        {
            Alone = "a delivery is due, and no row waits for it",
            Missing = waiting,
            IsHint = waiting is null,
        };
        var count = delivery.Attempts.ToString(CultureInfo.InvariantCulture);
        yield return new Claim(Topic.Attempts, false, row, delivery.Id, ("attempts", count))
        {
            Alone = "no attempt of it is recorded",
            Column = "attempts",
            IsHint = delivery.Attempts == 0,
        };
    }

    /// <summary>Of a row by which a delivery waits for its attempt.</summary>
    public static Claim OfDue(RowKey row) =>
        new(Topic.Due, true, row, DeliveryRows.DeliveryOfDue(row), ("due_at", row.Row))
        {
            Alone = "an attempt of it is due, and it is not there, or not due",
            Missing = row with { Row = DeliveryRows.Prefix + DeliveryRows.DeliveryOfDue(row) },
        };

    /// <summary>Of the attempts of one delivery.</summary>
    public static Claim OfAttempts(RowKey last, string delivery, int count) => new(
        Topic.Attempts, true, last, delivery, ("attempts", count.ToString(CultureInfo.InvariantCulture)))
    {
        Alone = "there are attempts of it, and it is not there",
        Missing = last with { Row = DeliveryRows.Prefix + delivery },
    };
}
