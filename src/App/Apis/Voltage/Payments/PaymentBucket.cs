namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>How many payments of one sort there are; at least one.</summary>
internal sealed record PaymentBucket(
    string Direction,
    string Status,
    string Currency,
    string Kind,
    long TotalCount,
    DateTimeOffset OldestCreatedAt,
    DateTimeOffset NewestCreatedAt);
