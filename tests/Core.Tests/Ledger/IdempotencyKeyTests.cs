using Fulgurite.Ledger;

namespace Fulgurite.Tests.Ledger;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("settle:0123abc")]
    [InlineData("A-z_0.9:")]
    public void Takes_letters_digits_and_four_signs(string value) =>
        Assert.Equal(value, new IdempotencyKey(value).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a|b")]
    [InlineData("é")]
    [InlineData("a\n")]
    public void Refuses_anything_else(string value) =>
        Assert.Throws<InvariantBrokenException>(() => new IdempotencyKey(value));

    [Fact]
    public void Takes_two_hundred_characters_and_not_one_more()
    {
        Assert.Equal(200, new IdempotencyKey(new string('k', 200)).Value.Length);
        Assert.Throws<InvariantBrokenException>(() => new IdempotencyKey(new string('k', 201)));
    }

    [Fact]
    public void Keys_of_one_text_are_one_key() => Assert.Equal(new IdempotencyKey("k"), new IdempotencyKey("k"));
}
