using Fulgurite.Storage;

namespace Fulgurite.Tests.Storage;

public sealed class RowFieldsTests
{
    private static readonly RowFields Fields = new()
    {
        { "text", "t" },
        { "integer", 5L },
        { "flag", true },
        { "at", new DateTimeOffset(2026, 1, 1, 5, 0, 0, TimeSpan.FromHours(5)) },
        { "binary", new byte[] { 1, 2 } },
    };

    [Fact]
    public void Gives_each_column_as_its_type()
    {
        Assert.Equal("t", Fields.Text("text"));
        Assert.Equal(5, Fields.Integer("integer"));
        Assert.True(Fields.Flag("flag"));
        Assert.Equal([1, 2], Fields.Binary("binary"));
    }

    [Fact]
    public void Instants_are_kept_in_utc()
    {
        Assert.Equal(TimeSpan.Zero, Fields.Instant("at").Offset);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Fields.Instant("at"));
    }

    [Fact]
    public void Null_leaves_a_column_out()
    {
        var fields = new RowFields
        {
            { "a", (string?)null }, { "b", (long?)null }, { "c", (DateTimeOffset?)null }, { "d", (byte[]?)null },
        };
        Assert.Equal(0, fields.Count);
        Assert.Null(fields.TextOrNull("a"));
        Assert.Null(fields.IntegerOrNull("b"));
        Assert.Null(fields.InstantOrNull("c"));
        Assert.False(fields.Flag("e"));
    }

    [Fact]
    public void A_column_that_must_be_there_and_is_not_is_a_bug()
    {
        Assert.Throws<InvariantBrokenException>(() => Fields.Text("absent"));
        Assert.Throws<InvariantBrokenException>(() => Fields.Text("integer"));
        Assert.Throws<InvariantBrokenException>(() => Fields.Integer("text"));
        Assert.Throws<InvariantBrokenException>(() => Fields.Instant("integer"));
        Assert.Throws<InvariantBrokenException>(() => Fields.Binary("text"));
    }

    [Fact]
    public void Changes_replace_columns_of_the_same_name_in_a_copy()
    {
        var changed = Fields.With(new RowFields { { "text", "new" }, { "more", 1L } });
        Assert.Equal(("new", 1L, 5L), (changed.Text("text"), changed.Integer("more"), changed.Integer("integer")));
        Assert.Equal("t", Fields.Text("text"));
        Assert.Null(Fields.IntegerOrNull("more"));
    }

    [Fact]
    public void Columns_come_in_the_order_of_their_names() => Assert.Equal(
        ["at", "binary", "flag", "integer", "text"], Fields.Select(column => column.Key));
}
