using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fulgurite.Bench.Subjects;

/// <summary>A running <c>fulgurite local</c>: the product as it is built, in a process of its own.</summary>
internal sealed class Product : IAsyncDisposable
{
    private const string LastBannerLine = "Ctrl-C stops everything.";

    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Product(Process process, string folder)
    {
        this.process = process;
        FactsFile = Path.Combine(folder, "sandbox.json");
        _ = Drain(process.StandardOutput);
        _ = Drain(process.StandardError);
    }

    /// <summary>Where its keys are.</summary>
    public string FactsFile { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts one over a new data folder, and returns when it is ready.</summary>
    public static async Task<Product> Start(string folder, params IEnumerable<string> options)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(new ProcessStartInfo(
            Repository.Executable, ["local", "--port", port, "--data", folder, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var product = new Product(process, folder);
        await product.ready.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return product;
    }

    /// <summary>The options that lead it to a node; its files go to the folder.</summary>
    public static IEnumerable<string> NodeOptions(string folder, string address, string certificatePem)
    {
        var (certificate, macaroon) = (Path.Combine(folder, "tls.cert"), Path.Combine(folder, "any.macaroon"));
        Directory.CreateDirectory(folder);
        File.WriteAllText(certificate, certificatePem);
        File.WriteAllBytes(macaroon, [0]);
        return ["--lnd-address", address, "--lnd-cert", certificate, "--lnd-macaroon", macaroon];
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Has it stop as Ctrl-C would: its Azurite goes with it.</summary>
    public async ValueTask DisposeAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));
        process.Dispose();
    }

    private async Task Drain(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line == LastBannerLine)
            {
                ready.TrySetResult();
            }
        }

        ready.TrySetException(new InvalidOperationException("the product ended before it was ready"));
    }
}
