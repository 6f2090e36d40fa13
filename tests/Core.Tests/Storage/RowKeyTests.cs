using FsCheck.Fluent;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Storage;

public sealed class RowKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("journal|0000000000000000001")]
    [InlineData("é ⚡ ~ ' \" % + &")]
    public void Takes_nearly_every_character(string part)
    {
        Assert.True(new RowKey(part, "row").IsStorable);
        Assert.True(new RowKey("partition", part).IsStorable);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0080b")]
    [InlineData("a\u009fb")]
    public void Refuses_what_table_storage_refuses(string part)
    {
        Assert.False(new RowKey(part, "row").IsStorable);
        Assert.False(new RowKey("partition", part).IsStorable);
    }

    [Fact]
    public void Takes_512_characters_and_not_one_more()
    {
        Assert.True(new RowKey(new string('k', 512), new string('k', 512)).IsStorable);
        Assert.False(new RowKey(new string('k', 513), "row").IsStorable);
        Assert.False(new RowKey("partition", new string('k', 513)).IsStorable);
    }

    [Fact]
    public void A_prefix_holds_the_keys_that_begin_with_it_and_no_others()
    {
        var keys = Gen.Elements("|}{~az0".ToCharArray()).ArrayOf()
            .Select(characters => new string(characters));
        Property.ForAll(keys.Zip(keys), pair =>
        {
            var query = RowQuery.Prefix("p", pair.Item1 + "|");
            var isInRange = string.CompareOrdinal(pair.Item2, query.From) >= 0
                && string.CompareOrdinal(pair.Item2, query.Before) < 0;
            return isInRange == pair.Item2.StartsWith(pair.Item1 + "|", StringComparison.Ordinal);
        }, 2_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("journal")]
    public void A_prefix_ends_in_a_bar(string prefix) =>
        Assert.Throws<InvariantBrokenException>(() => RowQuery.Prefix("p", prefix));
}
