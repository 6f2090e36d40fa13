using Fulgurite.Wallets;

namespace Fulgurite.Tests.Wallets;

public sealed class MetadataTests
{
    [Fact]
    public void Reads_back_whatever_the_texts_hold()
    {
        var notes = Of(("a:b", "1:x"), ("", ""), ("ordér", "=\n|%"), ("12:", "3"));
        Assert.Equal(notes, Metadata.Stored(notes.Text));
        Assert.Equal(4, notes.Pairs.Count);
    }

    [Fact]
    public void No_pairs_are_no_text()
    {
        Assert.Null(Metadata.None.Text);
        Assert.Null(Metadata.None.Digests);
        Assert.Equal(Metadata.None, Metadata.Stored(null));
    }

    [Fact]
    public void Is_the_same_in_whatever_order_it_is_given() =>
        Assert.Equal(Of(("a", "1"), ("b", "2")).Text, Of(("b", "2"), ("a", "1")).Text);

    [Fact]
    public void Refuses_what_is_too_much()
    {
        var tooMany = Enumerable.Range(0, 51).Select(n => KeyValuePair.Create($"{n}", ""));
        Assert.Null(Metadata.Of(tooMany));
        Assert.NotNull(Metadata.Of(tooMany.Take(50)));
        Assert.Null(Metadata.Of([new(new string('k', 257), "")]));
        Assert.Null(Metadata.Of([new("", new string('v', 257))]));
        Assert.NotNull(Metadata.Of([new(new string('k', 256), new string('v', 256))]));
        Assert.Null(Metadata.Of([new("a", "1"), new("a", "2")]));
    }

    [Fact]
    public void A_digest_tells_a_pair_from_one_that_reads_alike() =>
        Assert.NotEqual(Metadata.DigestOf("ab", "c"), Metadata.DigestOf("a", "bc"));

    [Theory]
    [InlineData("x")]
    [InlineData("5:ab")]
    [InlineData("-1:")]
    [InlineData("1:a")]
    public void Text_that_is_no_metadata_breaks_an_invariant(string text) =>
        Assert.Throws<InvariantBrokenException>(() => Metadata.Stored(text));

    private static Metadata Of(params (string Key, string Value)[] pairs) =>
        Metadata.Of(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)))!;
}
