namespace Fulgurite.Product;

/// <summary>The storage of a local run ends under it.</summary>
public sealed class AzuriteTests
{
    [Fact]
    public async Task Starts_azurite_again_where_somebody_stopped_it()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data);
        var taken = await product.Take("over-the-outage");
        var first = data.AzuriteProcessId!.Value;

        Executable.Signal(first, Executable.Interrupt);
        await Eventually.Holds(
            "another Azurite serves",
            async () => data.AzuriteProcessId != first && (await product.Get("/health")).Status == 200,
            30);

        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        await product.Credited("over-the-outage", 30);
        Assert.Equal(9_920, await product.Balance());
        Assert.Contains("Azurite has ended: starting it again", product.Output, StringComparison.Ordinal);
        Assert.Equal(0, await product.Stop());
        Assert.Null(data.AzuriteProcessId);
    }
}
