using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Fulgurite.Azure.Tables;
using Fulgurite.Sandbox.Azurite;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class AzuriteProcessTests : IDisposable
{
    private static readonly TableName Table = new("kept");
    private readonly string dataFolder = Directory.CreateTempSubdirectory("fulgurite-azurite-").FullName;

    [Fact]
    public async Task Keeps_what_it_acknowledged_when_it_is_stopped()
    {
        var options = Options(AzuriteFixture.FreePort());
        var first = await AzuriteProcess.Start(options, default);
        await Store(first).Commit(Table, new RowBatch([RowWrite.Insert(new RowKey("p", "r"), [])]), default);

        var stopping = Stopwatch.StartNew();
        await first.Stop();

        Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(9));
        var second = await AzuriteProcess.Start(options, default);
        var kept = await Store(second).Get(Table, new RowKey("p", "r"), default);
        await second.Stop();
        Assert.NotNull(kept);
        Assert.False(second.IsAdopted);
    }

    [Fact]
    public async Task Is_adopted_by_the_next_start_on_its_folder()
    {
        var started = await AzuriteProcess.Start(Options(AzuriteFixture.FreePort()), default);

        var adopted = await AzuriteProcess.Start(Options(AzuriteFixture.FreePort()), default);
        await adopted.Stop();

        Assert.True(adopted.IsAdopted);
        Assert.Equal(started.Endpoint, adopted.Endpoint);
        Assert.Empty(Directory.GetFiles(dataFolder, "*.pid"));
    }

    [Fact]
    public async Task Says_in_one_line_that_the_port_is_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<LocalToolException>(() => AzuriteProcess.Start(Options(port), default));

        Assert.Equal($"Port {port} is in use: stop what listens there, or choose another.", failure.Message);
    }

    [Fact]
    public async Task Does_not_adopt_a_process_that_is_not_azurite()
    {
        await File.WriteAllTextAsync(Path.Combine(dataFolder, "azurite.pid"), $"{Environment.ProcessId} 1\n");

        var started = await AzuriteProcess.Start(Options(AzuriteFixture.FreePort()), default);
        await started.Stop();

        Assert.False(started.IsAdopted);
    }

    public void Dispose() => Directory.Delete(dataFolder, recursive: true);

    private static AzureTableStore Store(AzuriteProcess azurite) => AzureTableStore.WithSharedKey(
        new AzureTableOptions(azurite.Endpoint, TimeProvider.System), SharedKey.Azurite);

    private AzuriteOptions Options(int port) => new(AzuriteFixture.ToolsFolder, dataFolder, port, TimeProvider.System);
}
