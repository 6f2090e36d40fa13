using Fulgurite.Storage;

namespace Fulgurite.Tests.Storage;

public sealed class RowBatchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Holds_one_to_a_hundred_writes(int count) => Assert.Equal(count, new RowBatch(Puts(count)).Writes.Count);

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Holds_neither_none_nor_more(int count) =>
        Assert.Throws<InvariantBrokenException>(() => new RowBatch(Puts(count)));

    [Fact]
    public void Stays_in_one_partition() => AssertRefused(
        RowWrite.Put(new RowKey("a", "1"), []), RowWrite.Put(new RowKey("b", "2"), []));

    [Fact]
    public void Writes_each_row_once() => AssertRefused(
        RowWrite.Put(new RowKey("a", "1"), []), RowWrite.DeleteAny(new RowKey("a", "1")));

    [Fact]
    public void Refuses_keys_that_cannot_be_stored() => AssertRefused(RowWrite.Put(new RowKey("a", "1/2"), []));

    [Theory]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("with-dash")]
    [InlineData("é")]
    public void Refuses_column_names_that_cannot_be_stored(string name) => AssertRefused(Put(new() { { name, 1L } }));

    [Fact]
    public void Takes_values_up_to_the_stores_limits_and_no_further()
    {
        AssertTaken(Put(new() { { "text", new string('t', 32_768) } }));
        AssertRefused(Put(new() { { "text", new string('t', 32_769) } }));
        AssertTaken(Put(new() { { "binary", new byte[65_536] } }));
        AssertRefused(Put(new() { { "binary", new byte[65_537] } }));
        AssertTaken(Put(new() { { "at", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) } }));
        AssertRefused(Put(new() { { "at", new DateTimeOffset(1600, 12, 31, 23, 59, 59, TimeSpan.Zero) } }));
        AssertTaken(Put(new() { { new string('n', 255), 1L } }));
        AssertRefused(Put(new() { { new string('n', 256), 1L } }));
    }

    [Fact]
    public void Takes_rows_up_to_the_stores_limits_and_no_further()
    {
        AssertTaken(Put(Columns(252, 1)));
        AssertRefused(Put(Columns(253, 1)));
        AssertTaken(Put(Columns(15, 65_536)));
        AssertRefused(Put(Columns(16, 65_536)));
    }

    private static RowFields Columns(int count, int bytes)
    {
        var fields = new RowFields();
        for (var i = 0; i < count; i++)
        {
            fields.Add($"column{i}", new byte[bytes]);
        }

        return fields;
    }

    private static RowWrite Put(RowFields fields) => RowWrite.Put(new RowKey("a", "1"), fields);

    private static RowWrite[] Puts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => RowWrite.Put(new RowKey("a", $"{i}"), []))];

    private static void AssertTaken(RowWrite write) => Assert.Single(new RowBatch([write]).Writes);

    private static void AssertRefused(params RowWrite[] writes) =>
        Assert.Throws<InvariantBrokenException>(() => new RowBatch(writes));
}
