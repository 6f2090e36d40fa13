using System.Text;
using Fulgurite.Messaging;

namespace Fulgurite.Tests.Messaging;

public sealed class FlatTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("a=b")]
    [InlineData("two\nlines\r\n")]
    [InlineData("100 % é ⚡ 𝄞")]
    [InlineData(" spaces ")]
    public void A_value_reads_back_as_it_was(string value) => Assert.Equal(
        value, FlatText.Parse(new FlatText().With("name", value).ToBytes())?.Find("name"));

    [Fact]
    public void Is_a_line_for_each_value() => Assert.Equal(
        "wallet=w%3D1\namount=5\n",
        Encoding.UTF8.GetString(
            new FlatText().With("wallet", "w=1").With("absent", null).With("amount", "5").ToBytes()));

    [Fact]
    public void What_was_left_out_is_null() => Assert.Null(new FlatText().With("absent", null).Find("absent"));

    [Fact]
    public void A_line_without_a_name_is_not_of_this_form()
    {
        Assert.Null(FlatText.Parse("amount"u8));
        Assert.Null(FlatText.Parse("=5"u8));
        Assert.Null(FlatText.Parse("amount=5\n{}"u8));
    }

    [Fact]
    public void Never_throws_whatever_the_bytes() => Property.ForAll(
        Junk.Payloads,
        bytes => FlatText.Parse(bytes) is not { } flat || FlatText.Parse(flat.ToBytes()) is not null,
        1_000);
}
