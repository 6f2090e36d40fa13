using Fulgurite.Callbacks;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

public sealed class DeliveryRowFilesTests
{
    private static readonly Delivery Exhausted = Samples.Delivery with
    {
        State = DeliveryState.Exhausted, DueAt = null, Attempts = 14, AttemptsOfRound = 13,
    };

    private static readonly Attempt Answered = new(
        1,
        Samples.At,
        TimeSpan.FromMilliseconds(1_234),
        Samples.Endpoint.Url,
        new CallbackAnswer(500, null, "<h1>no\\</h1>\nreally"));

    private static readonly Attempt Unanswered =
        Answered with { Number = 14, Answer = new CallbackAnswer(null, "no answer within 10 s", "") };

    [Fact]
    public void A_new_delivery_is_stored_as_it_always_was()
    {
        var writes = DeliveryRows.Inserts(Samples.Delivery);
        GoldenFile.AssertRow("delivery-pending", WalletRows.Table, writes[0]);
        GoldenFile.AssertRow("delivery-due", WalletRows.Table, writes[1]);
        Assert.Equal(2, writes.Count);
    }

    [Fact]
    public void An_exhausted_delivery_is_stored_as_it_always_was() => GoldenFile.AssertRow(
        "delivery-exhausted", WalletRows.Table, DeliveryRows.Inserts(Exhausted).Single());

    [Fact]
    public void Attempts_are_stored_as_they_always_were()
    {
        GoldenFile.AssertRow("attempt-answered", WalletRows.Table, WriteOf(Answered));
        GoldenFile.AssertRow("attempt-unanswered", WalletRows.Table, WriteOf(Unanswered));
    }

    [Fact]
    public void Stored_deliveries_read_back()
    {
        AssertSame(Samples.Delivery, DeliveryRows.ToDelivery(GoldenFile.Row("delivery-pending")));
        AssertSame(Exhausted, DeliveryRows.ToDelivery(GoldenFile.Row("delivery-exhausted")));
        Assert.Equal(Samples.Delivery.Id, DeliveryRows.DeliveryOfDue(GoldenFile.Row("delivery-due").Key));
    }

    [Fact]
    public void Stored_attempts_read_back()
    {
        Assert.Equal(Answered, DeliveryRows.ToAttempt(GoldenFile.Row("attempt-answered")));
        Assert.Equal(Unanswered, DeliveryRows.ToAttempt(GoldenFile.Row("attempt-unanswered")));
    }

    private static RowWrite WriteOf(Attempt attempt) =>
        DeliveryRows.Change(Exhausted, Exhausted, new ETag("1"), attempt)[^1];

    private static void AssertSame(Delivery expected, Delivery actual)
    {
        Assert.Equal(expected.Body.ToArray(), actual.Body.ToArray());
        Assert.Equal(expected, actual with { Body = expected.Body });
    }
}
