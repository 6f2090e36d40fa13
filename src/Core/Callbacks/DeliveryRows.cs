using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// How deliveries are stored in their wallet's partition: <c>delivery|{id}</c> (newest first), its attempts
/// <c>attempt|{id}|{n:D6}</c>, and <c>due|{ticks:D19}|{id}</c>, which exists exactly while an attempt is due.
/// </summary>
public static class DeliveryRows
{
    /// <summary>The prefix of deliveries, newest first.</summary>
    public const string Prefix = "delivery|";

    private const int BodyColumnMax = 64 * 1024;

    private static readonly string[] BodyRests = ["body_rest", "body_rest_2", "body_rest_3"];

    /// <summary>The prefix of rows that wait for their attempt, earliest first.</summary>
    public const string DuePrefix = "due|";

    /// <summary>
    /// The id of the delivery of an event to an endpoint, made from the two and the time of the commit. Its first
    /// twelve digits count milliseconds backwards, so that ids sort newest first.
    /// </summary>
    public static string IdOf(Guid happened, EndpointId endpoint, DateTimeOffset at)
    {
        var backwards = 0xFFFF_FFFF_FFFF - at.ToUnixTimeMilliseconds();
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{happened:D}/{endpoint}"));
        return string.Create(CultureInfo.InvariantCulture, $"{backwards:x12}{Convert.ToHexStringLower(digest)[..20]}");
    }

    /// <summary>Whether a text from outside may be an id.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The delivery's key.</summary>
    public static RowKey Key(WalletId wallet, string delivery) => WalletRows.Key(wallet, Prefix + delivery);

    /// <summary>One of its attempts' key.</summary>
    public static RowKey AttemptKey(WalletId wallet, string delivery, int number) => WalletRows.Key(
        wallet, string.Create(CultureInfo.InvariantCulture, $"{AttemptPrefix(delivery)}{number:D6}"));

    /// <summary>The prefix of a delivery's attempts.</summary>
    public static string AttemptPrefix(string delivery) => $"attempt|{delivery}|";

    /// <summary>The end, exclusive, of the range of what is due by an instant.</summary>
    public static string DueUntil(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{DuePrefix}{now.UtcTicks:D19}}}");

    /// <summary>The delivery that a due row points at.</summary>
    public static string DeliveryOfDue(RowKey due) => due.Row[(due.Row.LastIndexOf('|') + 1)..];

    /// <summary>The key under which a delivery waits for its attempt.</summary>
    public static RowKey DueKey(WalletId wallet, DateTimeOffset at, string delivery) => WalletRows.Key(
        wallet, string.Create(CultureInfo.InvariantCulture, $"{DuePrefix}{at.UtcTicks:D19}|{delivery}"));

    /// <summary>All rows of a new delivery.</summary>
    public static IReadOnlyList<RowWrite> Inserts(Delivery delivery) =>
    [
        RowWrite.Insert(Key(delivery.Wallet, delivery.Id), ToFields(delivery)),
        .. DueRow(delivery) is { } due ? [RowWrite.Insert(due, [])] : Array.Empty<RowWrite>(),
    ];

    /// <summary>
    /// The writes that take a delivery from one state to the next, with the attempt that did, if any.
    /// </summary>
    public static IReadOnlyList<RowWrite> Change(Delivery before, Delivery after, ETag version, Attempt? attempt)
    {
        List<RowWrite> writes = [RowWrite.Replace(Key(after.Wallet, after.Id), ToFields(after), version)];
        var (dueBefore, dueAfter) = (DueRow(before), DueRow(after));
        if (dueBefore != dueAfter)
        {
            writes.AddRange(dueBefore is { } gone ? [RowWrite.DeleteAny(gone)] : []);
            writes.AddRange(dueAfter is { } next ? [RowWrite.Insert(next, [])] : []);
        }

        if (attempt is not null)
        {
            writes.Add(RowWrite.Insert(AttemptKey(after.Wallet, after.Id, attempt.Number), ToFields(attempt)));
        }

        return writes;
    }

    /// <summary>The delivery of its row.</summary>
    public static Delivery ToDelivery(Row row)
    {
        var fields = row.Fields;
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & EndpointId.TryParse(fields.Text("endpoint"), out var endpoint)
            & Enum.TryParse<DeliveryState>(fields.Text("state"), out var state);
        Invariant.Holds(complete, "a stored delivery carries its ids and state");
        return new Delivery
        {
            Id = row.Key.Row[Prefix.Length..],
            Wallet = wallet,
            Environment = environment,
            Endpoint = endpoint,
            Reference = fields.Text("reference"),
            Event = ToEvent(fields),
            Body = ToBody(fields),
            CreatedAt = fields.Instant("created_at"),
            State = state,
            DueAt = fields.InstantOrNull("due_at"),
            Attempts = (int)fields.Integer("attempts"),
            AttemptsOfRound = (int)fields.Integer("attempts_of_round"),
            IsPaused = fields.Flag("is_paused"),
        };
    }

    /// <summary>The attempt of its row.</summary>
    public static Attempt ToAttempt(Row row) => new(
        int.Parse(row.Key.Row.AsSpan(row.Key.Row.LastIndexOf('|') + 1), CultureInfo.InvariantCulture),
        row.Fields.Instant("at"),
        TimeSpan.FromMilliseconds(row.Fields.Integer("duration_ms")),
        new Uri(row.Fields.Text("url")),
        new CallbackAnswer(
            (int?)row.Fields.IntegerOrNull("http_status"),
            row.Fields.TextOrNull("problem"),
            row.Fields.TextOrNull("excerpt") ?? "")
        {
            RetryAfter = row.Fields.IntegerOrNull("retry_after_seconds") is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : null,
        });

    private static RowKey? DueRow(Delivery delivery) =>
        delivery.DueAt is { } at ? DueKey(delivery.Wallet, at, delivery.Id) : null;

    // A column holds 64 KiB. The largest metadata is 25,600 characters, each of which JSON may write with six bytes, so
    // a body may need four.
    private static byte[] ToBody(RowFields fields) =>
        [.. fields.Binary("body"), .. BodyRests.SelectMany(column => fields.BinaryOrNull(column) ?? [])];

    private static byte[]? PartOf(ReadOnlyMemory<byte> body, int place)
    {
        var from = Math.Min(place * BodyColumnMax, body.Length);
        return from == body.Length ? null : body[from..Math.Min(from + BodyColumnMax, body.Length)].ToArray();
    }

    private static ToldEvent? ToEvent(RowFields fields) => fields.TextOrNull("event") is { } kind
        ? new ToldEvent(Enum.Parse<PaymentEvent>(kind), Guid.ParseExact(fields.Text("event_id"), "D"))
        : null;

    private static RowFields ToFields(Delivery delivery)
    {
        var body = delivery.Body;
        Invariant.Holds(body.Length <= BodyColumnMax * (1 + BodyRests.Length), "a body fits its columns");
        var fields = new RowFields
        {
            { "environment", delivery.Environment.ToString() },
            { "endpoint", delivery.Endpoint.ToString() },
            { "reference", delivery.Reference },
            { "event", delivery.Event?.Kind.ToString() },
            { "event_id", delivery.Event?.Id.ToString() },
            { "body", PartOf(body, 0) ?? [] },
            { BodyRests[0], PartOf(body, 1) },
            { BodyRests[1], PartOf(body, 2) },
            { BodyRests[2], PartOf(body, 3) },
            { "created_at", delivery.CreatedAt },
            { "state", delivery.State.ToString() },
            { "due_at", delivery.DueAt },
            { "attempts", delivery.Attempts },
            { "attempts_of_round", delivery.AttemptsOfRound },
        };
        if (delivery.IsPaused)
        {
            fields.Add("is_paused", true);
        }

        return fields;
    }

    private static RowFields ToFields(Attempt attempt) => new()
    {
        { "at", attempt.At },
        { "duration_ms", (long)attempt.Duration.TotalMilliseconds },
        { "url", attempt.Url.AbsoluteUri },
        { "http_status", attempt.Answer.HttpStatus },
        { "problem", attempt.Answer.Problem },
        { "excerpt", attempt.Answer.Excerpt },
        { "retry_after_seconds", attempt.Answer.RetryAfter is { } wait ? (long)wait.TotalSeconds : null },
    };
}
