using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Callbacks;

public sealed class DeliveryRowsTests
{
    // Which rows a step writes, by the state that it leads to.
    private const string Steps = """
        before    | due  | after     | next | tried | writes
        ----------|------|-----------|------|-------|---------------------------------------------
        Pending   | 0    | Pending   | 60   | yes   | Replace delivery, Delete due, Insert due, Insert attempt
        Pending   | 0    | Delivered |      | yes   | Replace delivery, Delete due, Insert attempt
        Pending   | 0    | Exhausted |      | yes   | Replace delivery, Delete due, Insert attempt
        Pending   | 0    | Exhausted |      | no    | Replace delivery, Delete due
        Exhausted |      | Pending   | 60   | no    | Replace delivery, Insert due
        Delivered |      | Pending   | 60   | no    | Replace delivery, Insert due
        Pending   | 60   | Pending   | 60   | no    | Replace delivery
        """;

    private static readonly Attempt FirstAttempt =
        new(1, Samples.At, TimeSpan.FromSeconds(1), Samples.Endpoint.Url, new CallbackAnswer(500, null, ""));

    [Fact]
    public void A_due_row_exists_exactly_while_an_attempt_is_due() => Assert.All(TextTable.Parse(Steps), line =>
    {
        var writes = DeliveryRows.Change(
            State(line["before"], line["due"]),
            State(line["after"], line["next"]),
            new ETag("1"),
            line["tried"] == "yes" ? FirstAttempt : null);
        Assert.Equal(line["writes"], string.Join(", ", writes.Select(w => $"{w.Kind} {w.Key.Row.Split('|')[0]}")));
    });

    [Fact]
    public void An_id_is_always_the_same_for_an_event_and_an_endpoint()
    {
        var happened = new Guid("c0cea646-6374-579d-de88-c86325021ffe");
        var id = DeliveryRows.IdOf(happened, Samples.EndpointId, Samples.At);
        Assert.Equal("fe62df1f21bc2b6551ae228a7ca68d3f", id);
        Assert.True(DeliveryRows.IsId(id));
        Assert.NotEqual(id, DeliveryRows.IdOf(happened, new EndpointId(Guid.Empty), Samples.At));
        Assert.NotEqual(id, DeliveryRows.IdOf(Guid.Empty, Samples.EndpointId, Samples.At));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60_000)]
    [InlineData(315_360_000_000)]
    public void Newer_ids_sort_first(long milliseconds)
    {
        var older = DeliveryRows.IdOf(Guid.Empty, Samples.EndpointId, Samples.At);
        var newer = DeliveryRows.IdOf(Guid.Empty, Samples.EndpointId, Samples.At.AddMilliseconds(milliseconds));
        Assert.True(string.CompareOrdinal(newer, older) < 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fe630000000000000000000000000ab")]
    [InlineData("FE630000000000000000000000000ABC")]
    [InlineData("fe63000000000000000000000000|abc")]
    public void Other_texts_are_not_ids(string text) => Assert.False(DeliveryRows.IsId(text));

    [Fact]
    public void What_is_due_at_an_instant_is_within_the_range_until_it()
    {
        var due = Assert.Single(
            DeliveryRows.Inserts(Samples.Delivery), w => w.Key.Row.StartsWith("due|", StringComparison.Ordinal));
        Assert.True(string.CompareOrdinal(due.Key.Row, DeliveryRows.DueUntil(Samples.At)) < 0);
        Assert.False(string.CompareOrdinal(due.Key.Row, DeliveryRows.DueUntil(Samples.At.AddTicks(-1))) < 0);
        Assert.Equal(Samples.Delivery.Id, DeliveryRows.DeliveryOfDue(due.Key));
    }

    private static Delivery State(string state, string dueAfterSeconds) => Samples.Delivery with
    {
        State = Enum.Parse<DeliveryState>(state),
        DueAt = dueAfterSeconds.Length == 0 ? null : Samples.At.AddSeconds(int.Parse(dueAfterSeconds)),
    };

    // A receive with the largest metadata, each character of which JSON writes with six bytes, is told with 153,600.
    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(153_600)]
    [InlineData(262_144)]
    public void A_body_of_any_length_reads_back(int length)
    {
        var body = new byte[length];
        new Random(1).NextBytes(body);
        var write = DeliveryRows.Inserts(Samples.Delivery with { Body = body })[0];

        Assert.All(write.Fields.Where(field => field.Value is byte[]), field =>
            Assert.InRange(((byte[])field.Value).Length, 0, 65_536));
        var stored = DeliveryRows.ToDelivery(new Row(write.Key, new ETag("1"), write.Fields));
        Assert.True(stored.Body.Span.SequenceEqual(body));
    }
}
