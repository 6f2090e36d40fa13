using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Contracts;

/// <summary>The peers that run on Node: where they are, with their packages installed.</summary>
internal static class NodePeers
{
    private static readonly Lazy<Task<string>> Installed = new(() => Task.Run(Install));

    /// <summary>The full path of tests/Peers. Installs its packages once for each state of its lock file.</summary>
    public static Task<string> Folder() => Installed.Value;

    /// <summary>How to start a program of Node with its three streams redirected.</summary>
    public static ProcessStartInfo Program(string folder, string program, params string[] arguments) =>
        new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

    private static string Install()
    {
        var folder = Locate();
        var lockFile = File.ReadAllText(Path.Combine(folder, "package-lock.json"));
        var stamp = Path.Combine(folder, "node_modules", ".installed-lock.json");

        // Test projects run side by side, each its own process.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
        using var mutex = new Mutex(false, $"fulgurite-peers-{name}");
        TakeOver(mutex);
        try
        {
            if (!File.Exists(stamp) || File.ReadAllText(stamp) != lockFile)
            {
                RunNpm(folder);
                File.WriteAllText(stamp, lockFile);
            }
        }
        finally
        {
            mutex.ReleaseMutex();
        }

        return folder;
    }

    private static void TakeOver(Mutex mutex)
    {
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Its owner died during an install; without the stamp we install again.
        }
    }

    private static void RunNpm(string folder)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        using var process = Process.Start(Program(folder, npm, arguments))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Invariant.Holds(process.ExitCode == 0, $"npm ci succeeds in tests/Peers: {output}{errors.Result}");
    }

    private static string Locate([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "Peers"));
}
