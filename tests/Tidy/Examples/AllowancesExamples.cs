namespace Fulgurite.Tidy.Examples;

public sealed class AllowancesExamples
{
    private const string Path = "tests/Tidy/Allowed.txt";

    [Fact]
    public void An_entry_covers_one_rule_in_one_file()
    {
        var allowed = Allowances.Of(Repository.Of((Path, "; remark\n\ncolumns | src/A.cs | copied from the BOLT\n")));

        Assert.True(allowed.Cover(new Violation("columns", "src/A.cs", 7, "")));
        Assert.False(allowed.Cover(new Violation("columns", "src/B.cs", 7, "")));
        Assert.False(allowed.Cover(new Violation("nesting", "src/A.cs", 7, "")));
    }

    [Theory]
    [InlineData("columns | src/A.cs")]
    [InlineData("columns | src/A.cs | why")]
    [InlineData("columns | src/A.cs | a good reason\ncolumns | src/A.cs | the same again")]
    public void An_entry_without_a_reason_or_said_twice_is_refused(string lines) =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Allowances.Of(Repository.Of((Path, lines))));
}
