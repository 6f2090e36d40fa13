using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Fulgurite.CrashLoop;

/// <summary>A process of <c>fulgurite local</c>. What it prints is added to a file.</summary>
internal sealed class ProductProcess : IDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(40);

    private readonly Process process;
    private readonly Task copying;

    private ProductProcess(Process process, string logFile)
    {
        this.process = process;
        copying = Copy(process, logFile);
    }

    private static string Executable { get; } = typeof(ProductProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Executable").Value!;

    public bool HasEnded => process.HasExited;

    public static ProductProcess Start(DataDirectory data, int port, IEnumerable<string> options)
    {
        string[] where = ["local", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data.Folder];
        return new ProductProcess(Begin([.. where, .. options]), data.ProductLog);
    }

    /// <summary>Runs another verb to its end; its exit code and both of its streams.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(IEnumerable<string> arguments)
    {
        using var process = Begin(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>SIGKILL, to it alone.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await copying;
    }

    /// <summary>Ctrl-C; its exit code.</summary>
    public async Task<int> Stop()
    {
        _ = Signal(process.Id, Interrupt);
        await process.WaitForExitAsync().WaitAsync(StopsWithin);
        await copying;
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    /// <summary>A port of this machine on which nothing listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A shell that runs the loop in the background has it ignore SIGINT, which every child would inherit.
    private static Process Begin(IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", Executable, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task Copy(Process process, string logFile)
    {
        await using var log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        using var gate = new SemaphoreSlim(1);
        async Task Lines(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                await gate.WaitAsync();
                await log.WriteLineAsync(line);
                gate.Release();
            }
        }

        await Task.WhenAll(Lines(process.StandardOutput), Lines(process.StandardError));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int processId, int signal);
}
