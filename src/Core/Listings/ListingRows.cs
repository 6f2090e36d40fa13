using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Listings;

/// <summary>
/// How a wallet lists its payments of both directions, newest first: <c>list|{time}|{id}</c> is inserted with the
/// payment and <c>ended|{time}|{id}</c> with its end, both under the time of its creation, counted backwards. Neither
/// ever changes, so two ranges read side by side tell where every payment stood.
/// </summary>
public static class ListingRows
{
    /// <summary>The prefix of the rows of all payments, newest first.</summary>
    public const string ListPrefix = "list|";

    /// <summary>The prefix of the rows of those that are final, in the same order.</summary>
    public const string EndedPrefix = "ended|";

    /// <summary>The key under which a payment is listed.</summary>
    public static RowKey ListKey(WalletId wallet, DateTimeOffset createdAt, Guid id) =>
        WalletRows.Key(wallet, ListPrefix + PlaceOf(createdAt, id));

    /// <summary>The key under which its end is listed.</summary>
    public static RowKey EndedKey(WalletId wallet, DateTimeOffset createdAt, Guid id) =>
        WalletRows.Key(wallet, EndedPrefix + PlaceOf(createdAt, id));

    /// <summary>Where a payment stands in the order: <c>{time}|{id}</c>.</summary>
    public static string PlaceOf(DateTimeOffset createdAt, Guid id) =>
        string.Create(CultureInfo.InvariantCulture, $"{Backwards(createdAt):D19}|{id:D}");

    /// <summary>The first place of everything created at an instant or before.</summary>
    public static string PlaceFrom(DateTimeOffset createdAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{Backwards(createdAt):D19}|");

    /// <summary>The write that lists a new payment.</summary>
    public static RowWrite Listed(ListedPayment payment) => RowWrite.Insert(
        ListKey(payment.Wallet, payment.CreatedAt, payment.Id),
        new RowFields
        {
            { "direction", payment.Direction.ToString() },
            { "kind", payment.Kind.ToString() },
            { "metadata", payment.MetadataDigests },
        });

    /// <summary>The write that lists its end.</summary>
    public static RowWrite Ended(
        WalletId wallet, DateTimeOffset createdAt, Guid id, ListedStatus status, DateTimeOffset endedAt) =>
        RowWrite.Insert(
            EndedKey(wallet, createdAt, id),
            new RowFields { { "status", status.ToString() }, { "ended_at", endedAt } });

    /// <summary>The payment of its row, as it stands while it is not final.</summary>
    public static ListedPayment ToPayment(Row row)
    {
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & Guid.TryParseExact(row.Key.Row[(row.Key.Row.LastIndexOf('|') + 1)..], "D", out var id)
            & Enum.TryParse<PaymentDirection>(row.Fields.Text("direction"), out var direction)
            & Enum.TryParse<PaymentKind>(row.Fields.Text("kind"), out var kind);
        Invariant.Holds(complete, "a listed payment carries its ids, direction and kind");
        var backwards = long.Parse(row.Key.Row.AsSpan(ListPrefix.Length, 19), CultureInfo.InvariantCulture);
        return new ListedPayment(
            wallet,
            id,
            new DateTimeOffset(DateTimeOffset.MaxValue.UtcTicks - backwards, TimeSpan.Zero),
            direction,
            kind,
            row.Fields.TextOrNull("metadata"));
    }

    /// <summary>The same payment after the end that its row tells.</summary>
    public static ListedPayment After(ListedPayment payment, Row ended)
    {
        var isStatus = Enum.TryParse<ListedStatus>(ended.Fields.Text("status"), out var status);
        Invariant.Holds(isStatus, "a listed end carries a status");
        return payment with { Status = status, UpdatedAt = ended.Fields.Instant("ended_at") };
    }

    private static long Backwards(DateTimeOffset at) => DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks;
}
