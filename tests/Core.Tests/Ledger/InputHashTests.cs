using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Ledger;

namespace Fulgurite.Tests.Ledger;

public sealed class InputHashTests
{
    // Few characters, the form's own among them, so that lists which could be confused are common.
    private static readonly Gen<string[]> Parts =
        Gen.Elements("", "a", "b", "ab", "1:", "\n", "a\n1:b", "1:a\n", "0:", ":", "é", "e").ArrayOf();

    [Theory]
    [InlineData(new[] { "ab", "c" }, "e45c872a8561b073078255341cbfc8e3")]
    [InlineData(new[] { "a", "bc" }, "521a337ff312f6c3b52afe6962698e79")]
    [InlineData(new string[0], "e3b0c44298fc1c149afbf4c8996fb924")]
    public void Is_the_beginning_of_a_sha256(string[] parts, string hash) =>
        Assert.Equal(hash, InputHash.Of(parts).Value);

    [Fact]
    public void No_two_inputs_read_alike() => Property.ForAll(
        Parts.Zip(Parts),
        lists => (InputHash.Of(lists.Item1) == InputHash.Of(lists.Item2)) == lists.Item1.SequenceEqual(lists.Item2),
        2_000);

    [Fact]
    public void Reads_back_as_stored() =>
        Assert.Equal(InputHash.Of("ab", "c"), InputHash.Stored(InputHash.Of("ab", "c").Value));
}
