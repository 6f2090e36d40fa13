using Fulgurite.Callbacks;

namespace Fulgurite.Tests.Callbacks;

public sealed class DeliveryScheduleTests
{
    // Twelve waits, so thirteen attempts: the longest schedule that a surface of ours has.
    private static readonly TimeSpan[] Delays =
        [.. new[] { 1, 5, 15, 30, 60, 90, 120, 180, 240, 240, 240, 240 }.Select(m => TimeSpan.FromMinutes(m))];

    private const string Walk = """
        attempt | state after | next after
        --------|-------------|-----------
        1       | Pending     | 00:01:00
        2       | Pending     | 00:05:00
        3       | Pending     | 00:15:00
        4       | Pending     | 00:30:00
        5       | Pending     | 01:00:00
        6       | Pending     | 01:30:00
        7       | Pending     | 02:00:00
        8       | Pending     | 03:00:00
        9       | Pending     | 04:00:00
        10      | Pending     | 04:00:00
        11      | Pending     | 04:00:00
        12      | Pending     | 04:00:00
        13      | Exhausted   | never
        """;

    [Fact]
    public void Walks_through_every_wait_and_is_exhausted_after_the_last()
    {
        var (delivery, now) = (Samples.Delivery, Samples.At);
        foreach (var line in TextTable.Parse(Walk))
        {
            delivery = DeliverySchedule.After(delivery, isAcknowledged: false, Delays, now);
            Assert.Equal(int.Parse(line["attempt"]), delivery.Attempts);
            Assert.Equal(Enum.Parse<DeliveryState>(line["state after"]), delivery.State);
            Assert.Equal(
                line["next after"] == "never" ? null : now + TimeSpan.Parse(line["next after"]), delivery.DueAt);
            now = delivery.DueAt ?? now;
        }

        Assert.Equal(TimeSpan.FromMinutes((24 * 60) + 21), now - Samples.At);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    public void An_acknowledgement_ends_it_at_any_attempt(int failures)
    {
        var delivery = DeliverySchedule.After(Fail(Samples.Delivery, failures), true, Delays, Samples.At);
        Assert.Equal((DeliveryState.Delivered, null), (delivery.State, delivery.DueAt));
        Assert.Equal(failures + 1, delivery.Attempts);
    }

    [Theory]
    [InlineData(30, 60)]
    [InlineData(3_600, 3_600)]
    [InlineData(1_000_000, 86_400)]
    public void A_receiver_is_never_called_sooner_than_it_asks_within_a_day(int askedSeconds, int waitSeconds)
    {
        var asked = TimeSpan.FromSeconds(askedSeconds);
        var after = DeliverySchedule.After(Samples.Delivery, false, Delays, Samples.At, asked);
        Assert.Equal(Samples.At.AddSeconds(waitSeconds), after.DueAt);
    }

    [Fact]
    public void Waiting_for_a_stopped_endpoint_is_no_attempt()
    {
        var before = Fail(Samples.Delivery, 3);
        var paused = DeliverySchedule.Paused(before, Samples.At);
        Assert.Equal((true, 3, DeliveryState.Pending), (paused.IsPaused, paused.AttemptsOfRound, paused.State));
        Assert.Equal(before with { DueAt = Samples.At }, DeliverySchedule.Resumed(paused, Samples.At));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(40, 10)]
    [InlineData(86_400, 300)]
    public void A_busy_endpoint_is_waited_for_the_longer_the_older_the_delivery(int ageSeconds, int waitSeconds)
    {
        var now = Samples.Delivery.CreatedAt.AddSeconds(ageSeconds);
        var putOff = DeliverySchedule.PutOff(Samples.Delivery, now);
        Assert.Equal((now.AddSeconds(waitSeconds), 0), (putOff.DueAt, putOff.Attempts));
    }

    [Fact]
    public void An_abandoned_delivery_is_due_no_more_and_can_be_resent()
    {
        var abandoned = DeliverySchedule.Abandoned(Fail(Samples.Delivery, 2));
        Assert.Equal((DeliveryState.Abandoned, null), (abandoned.State, abandoned.DueAt));
        Assert.Equal(DeliveryState.Pending, DeliverySchedule.Resent(abandoned, Samples.At).State);
    }

    [Fact]
    public void Without_waits_the_first_failure_exhausts_it() => Assert.Equal(
        DeliveryState.Exhausted, DeliverySchedule.After(Samples.Delivery, false, [], Samples.At).State);

    [Theory]
    [InlineData(DeliveryState.Pending)]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Exhausted)]
    public void A_resend_is_due_at_once_and_begins_the_schedule_again(DeliveryState state)
    {
        var before = Fail(Samples.Delivery, 4) with { State = state };
        var at = Samples.At.AddDays(3);
        var resent = DeliverySchedule.Resent(before, at);
        Assert.Equal((DeliveryState.Pending, at, 4), (resent.State, resent.DueAt, resent.Attempts));
        var failed = DeliverySchedule.After(resent, false, Delays, at);
        Assert.Equal((at + Delays[0], 5, 1), (failed.DueAt, failed.Attempts, failed.AttemptsOfRound));
    }

    [Fact]
    public void A_resend_sends_the_same_bytes_to_the_same_endpoint()
    {
        var resent = DeliverySchedule.Resent(Samples.Delivery, Samples.At.AddDays(3));
        Assert.Equal(Samples.Delivery.Body, resent.Body);
        Assert.Equal(
            (Samples.Delivery.Id, Samples.Delivery.Endpoint, Samples.Delivery.CreatedAt),
            (resent.Id, resent.Endpoint, resent.CreatedAt));
    }

    private static Delivery Fail(Delivery delivery, int times) => Enumerable.Range(0, times)
        .Aggregate(delivery, (before, _) => DeliverySchedule.After(before, false, Delays, Samples.At));
}
