using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Fulgurite.Pages;

/// <summary>
/// A running <c>fulgurite local --ephemeral</c>: the built executable, with a data directory of its own.
/// </summary>
public sealed class LocalProduct : IAsyncLifetime
{
    private const string LastBannerLine = "Ctrl-C stops everything.";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("fulgurite-pages-");
    private Process process = null!;
    private Task drained = Task.CompletedTask;

    /// <summary>Where it answers; no slash at the end.</summary>
    public string Url { get; private set; } = null!;

    /// <summary>The path of its deposit form.</summary>
    public string FormPath => "/pay/new/" + Facts["wallet_id"];

    /// <summary>What it wrote for scripts.</summary>
    public JsonNode Facts { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        Url = "http://localhost:" + port;
        process = Process.Start(new ProcessStartInfo(
            Executable(), ["local", "--ephemeral", "--port", port, "--data", data.FullName])
        {
            RedirectStandardOutput = true,
        })!;
        await ReadBanner().WaitAsync(StartsWithin);
        drained = process.StandardOutput.ReadToEndAsync();
        Facts = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data.FullName, "sandbox.json")))!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await drained;
        process.Dispose();
        data.Delete(recursive: true);
    }

    private async Task ReadBanner()
    {
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
            Assert.NotNull(line);
        }
        while (line != LastBannerLine);
    }

    private static string Executable() => typeof(LocalProduct).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == "Executable").Value!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
