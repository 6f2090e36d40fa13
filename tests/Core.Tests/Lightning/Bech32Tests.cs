using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

public sealed class Bech32Tests
{
    [Theory]
    [InlineData("A12UEL5L", "a")]
    [InlineData("a12uel5l", "a")]
    [InlineData("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef")]
    [InlineData("?1ezyfcl", "?")]
    public void Reads_the_valid_texts_of_bip_173(string text, string humanReadable)
    {
        Assert.Equal(Bech32Error.None, Bech32.Decode(text, Bech32Checksum.Bech32, out var prefix, out var words));
        Assert.Equal(humanReadable, prefix);
        Assert.Equal(text.ToLowerInvariant(), Bech32.Encode(prefix, words, Bech32Checksum.Bech32));
    }

    [Theory]
    [InlineData("A1LQFN3A", "a")]
    [InlineData("abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", "abcdef")]
    public void Reads_the_valid_texts_of_bip_350(string text, string humanReadable)
    {
        Assert.Equal(Bech32Error.None, Bech32.Decode(text, Bech32Checksum.Bech32m, out var prefix, out _));
        Assert.Equal(humanReadable, prefix);
        Assert.Equal(
            Bech32Error.ChecksumMismatch, Bech32.Decode(text, Bech32Checksum.Bech32, out _, out _));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("pzry9x0s0muk", "no separator")]
    [InlineData("1pzry9x0s0muk", "nothing before the separator")]
    [InlineData("x1b4n0q5v", "b is not in the alphabet")]
    [InlineData("li1dgmt3", "too short a checksum")]
    [InlineData("A12uEL5L", "mixed case")]
    [InlineData("a12UEL5L", "mixed case across the separator")]
    [InlineData(" 1nwldj5", "a space before the separator")]
    [InlineData("a12uel5l ", "a space at the end")]
    [InlineData("é12uel5l", "not ASCII")]
    [InlineData("\u007f1axkwrx", "a control character")]
    public void Refuses_what_is_not_bech32(string text, string why)
    {
        Assert.NotEmpty(why);
        Assert.Equal(Bech32Error.Malformed, Bech32.Decode(text, Bech32Checksum.Bech32, out _, out _));
    }

    [Theory]
    [InlineData("a12uel5q")]
    [InlineData("A1G7SGD8")]
    public void Refuses_a_checksum_that_is_wrong(string text) =>
        Assert.Equal(Bech32Error.ChecksumMismatch, Bech32.Decode(text, Bech32Checksum.Bech32, out _, out _));

    [Fact]
    public void Reads_back_what_it_writes_at_any_length() =>
        Property.ForAll(Words, words =>
        {
            var text = Bech32.Encode("lnbc1", words, Bech32Checksum.Bech32);
            return Bech32.Decode(text, Bech32Checksum.Bech32, out var prefix, out var decoded) == Bech32Error.None
                && prefix == "lnbc1"
                && decoded.SequenceEqual(words)
                && Bech32.Decode(text.ToUpperInvariant(), Bech32Checksum.Bech32, out _, out _) == Bech32Error.None;
        });

    [Fact]
    public void Packs_and_unpacks_bytes() =>
        Property.ForAll(Gen.Choose(0, 80).SelectMany(Property.Bytes), bytes =>
            Bech32Words.TryToBytes(Bech32Words.FromBytes(bytes), out var unpacked) && unpacked.SequenceEqual(bytes));

    [Theory]
    [InlineData(new byte[] { 0, 1 }, "padding that is not zero")]
    [InlineData(new byte[] { 0 }, "a word too many")]
    [InlineData(new byte[] { 0, 0, 0 }, "a word too many after a byte")]
    public void Refuses_padding_that_no_writer_makes(byte[] words, string why)
    {
        Assert.NotEmpty(why);
        Assert.False(Bech32Words.TryToBytes(words, out _));
    }

    [Fact]
    public void Writes_integers_in_the_fewest_words()
    {
        Assert.Empty(Bech32Words.FromInteger(0));
        Assert.Equal([31], Bech32Words.FromInteger(31));
        Assert.Equal([1, 0], Bech32Words.FromInteger(32));
        Property.ForAll(Property.Integers(0, long.MaxValue), value =>
            Bech32Words.FromInteger((ulong)value) is not [0, ..]
            && Bech32Words.TryToInteger(Bech32Words.FromInteger((ulong)value), out var read)
            && read == value);
    }

    [Fact]
    public void Refuses_integers_above_63_bits() =>
        Assert.False(Bech32Words.TryToInteger(Bech32Words.FromInteger((ulong)long.MaxValue + 1), out _));

    private static Gen<byte[]> Words =>
        Gen.Choose(0, 300).SelectMany(length => Gen.Choose(0, 31).Select(word => (byte)word).ArrayOf(length));
}
