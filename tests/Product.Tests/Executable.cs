using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;

// Signals and file modes are those of Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// Every class starts processes of its own; more than one at a time would measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Fulgurite.Product;

/// <summary>The built <c>fulgurite</c> executable.</summary>
internal static class Executable
{
    public const int Interrupt = 2;
    public const int KillAtOnce = 9;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    private static string Path { get; } = typeof(Executable).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Executable").Value!;

    /// <summary>Starts it with its output redirected.</summary>
    /// <param name="arguments">What follows its name.</param>
    /// <param name="searchPath">Replaces PATH; null for the tests' own.</param>
    /// <param name="settings">What its environment has besides.</param>
    public static Process Start(
        IEnumerable<string> arguments, string? searchPath = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        // A shell that runs the tests in the background has them ignore SIGINT, which every child would inherit.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", Path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (searchPath is not null)
        {
            start.Environment["DOTNET_ROOT"] = DotnetRoot();
            start.Environment["PATH"] = searchPath;
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Ended> Run(IEnumerable<string> arguments, string? searchPath = null)
    {
        using var process = Start(arguments, searchPath);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(EndsWithin);
            return new Ended(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A port of this machine on which nothing listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static void Signal(int processId, int signal) => _ = Kill(processId, signal);

    // .../shared/Microsoft.NETCore.App/10.x
    private static string DotnetRoot() =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
