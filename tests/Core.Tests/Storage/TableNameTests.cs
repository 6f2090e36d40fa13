using Fulgurite.Storage;

namespace Fulgurite.Tests.Storage;

public sealed class TableNameTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("a12")]
    public void Takes_lower_case_letters_and_digits(string value) =>
        Assert.Equal(value, new TableName(value).ToString());

    [Theory]
    [InlineData("ab")]
    [InlineData("1ab")]
    [InlineData("Abc")]
    [InlineData("abC")]
    [InlineData("a-b")]
    [InlineData("abé")]
    public void Refuses_other_names(string value) => Assert.Throws<ArgumentException>(() => new TableName(value));

    [Fact]
    public void Takes_63_characters_and_not_one_more()
    {
        Assert.Equal(63, new TableName(new string('t', 63)).Value.Length);
        Assert.Throws<ArgumentException>(() => new TableName(new string('t', 64)));
    }
}
