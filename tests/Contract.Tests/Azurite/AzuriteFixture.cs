using System.Net;
using System.Net.Sockets;
using Fulgurite.Azure.Tables;
using Fulgurite.Sandbox.Azurite;

namespace Fulgurite.Contracts.Azurite;

/// <summary>One Azurite for all tests that need it, on a free port, with data that goes when they end.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly string dataFolder = Directory.CreateTempSubdirectory("fulgurite-azurite-").FullName;
    private AzuriteProcess? process;

    public AzureTableStore Store { get; private set; } = null!;

    public Uri Endpoint => process?.Endpoint ?? throw new InvalidOperationException("Azurite has not been started.");

    /// <summary>Where tools are installed once for every run of the tests.</summary>
    public static string ToolsFolder => Path.Combine(RepositoryRoot(), ".local", "tools");

    public async ValueTask InitializeAsync()
    {
        var options = new AzuriteOptions(ToolsFolder, dataFolder, FreePort(), TimeProvider.System);
        process = await AzuriteProcess.Start(options, CancellationToken.None);
        Store = AzureTableStore.WithSharedKey(
            new AzureTableOptions(process.Endpoint, TimeProvider.System), SharedKey.Azurite);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.Stop();
        }

        Directory.Delete(dataFolder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
