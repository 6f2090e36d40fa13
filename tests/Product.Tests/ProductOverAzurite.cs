namespace Fulgurite.Product;

/// <summary>One product over Azurite for the tests of a class.</summary>
public sealed class ProductOverAzurite : IAsyncLifetime
{
    internal DataFolder Data { get; } = new();

    internal RunningProduct Product { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Product = await RunningProduct.Start(Data);

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        Data.Dispose();
    }
}
