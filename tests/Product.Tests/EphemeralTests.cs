namespace Fulgurite.Product;

public sealed class EphemeralTests
{
    [Fact]
    public async Task Needs_no_node_and_leaves_nothing_behind()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.StartWithPath(data, "/nonexistent", "--ephemeral");
        var taken = await product.Take("in-memory");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        await product.Credited("in-memory");

        Assert.Equal(0, await product.Stop());

        Assert.Equal(["tools"], Directory.GetFileSystemEntries(data.Path).Select(Path.GetFileName));
    }
}
