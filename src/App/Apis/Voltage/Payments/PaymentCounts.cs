using System.Text.Json.Serialization;
using Fulgurite.Listings;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>How many payments there are, and of what.</summary>
/// <param name="TotalCount">In all.</param>
/// <param name="OldestCreatedAt">When the first was created; absent where there is none.</param>
/// <param name="NewestCreatedAt">When the last was.</param>
/// <param name="Buckets">By direction, status, currency and kind: those of which there are some.</param>
internal sealed record PaymentCounts(
    long TotalCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? OldestCreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? NewestCreatedAt,
    IReadOnlyList<PaymentBucket> Buckets)
{
    /// <summary>Whose, of an environment or a line of credit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrganizationId { get; init; }

    /// <summary>Where, of a line of credit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EnvironmentId { get; init; }

    /// <summary>The same under an id, as the contract has them; nothing where there is no payment to date.</summary>
    public Dictionary<string, PaymentCounts> By(string id) => TotalCount == 0 ? [] : new() { [id] = this };

    /// <summary>Of some payments.</summary>
    public static PaymentCounts Of(IEnumerable<ListedPayment> payments)
    {
        var buckets = payments
            .GroupBy(payment => (payment.Direction, payment.Status, payment.Kind))
            .OrderBy(group => group.Key)
            .Select(group => new PaymentBucket(
                PaymentWords.Of(group.Key.Direction),
                PaymentWords.Of(group.Key.Status),
                "btc",
                PaymentWords.Of(group.Key.Kind),
                group.LongCount(),
                group.Min(payment => payment.CreatedAt),
                group.Max(payment => payment.CreatedAt)))
            .ToList();
        return new PaymentCounts(
            buckets.Sum(bucket => bucket.TotalCount),
            buckets.Count == 0 ? null : buckets.Min(bucket => bucket.OldestCreatedAt),
            buckets.Count == 0 ? null : buckets.Max(bucket => bucket.NewestCreatedAt),
            buckets);
    }
}
