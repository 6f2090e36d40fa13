using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Fulgurite.Product;

/// <summary>
/// A data directory of its own, with the repository's installed tools; takes its Azurite along when it goes.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder()
    {
        Path = Directory.CreateTempSubdirectory("fulgurite-product-").FullName;
        var tools = System.IO.Path.Combine(RepositoryRoot(), ".local", "tools");
        Directory.CreateDirectory(tools);
        Directory.CreateSymbolicLink(System.IO.Path.Combine(Path, "tools"), tools);
    }

    public string Path { get; }

    public string FactsFile => File("sandbox.json");

    /// <summary>The process id of the Azurite that serves this folder; null when none does.</summary>
    public int? AzuriteProcessId => OfAzurite(0);

    /// <summary>The port of the Azurite that serves this folder; null when none does.</summary>
    public int? AzuritePort => OfAzurite(1);

    public string File(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>No Azurite starts in this folder any more: a run finds its launcher failing.</summary>
    public void BreakTools()
    {
        Directory.Delete(File("tools"));
        foreach (var tool in Directory.GetDirectories(System.IO.Path.Combine(RepositoryRoot(), ".local", "tools")))
        {
            var broken = Directory.CreateDirectory(File("tools", System.IO.Path.GetFileName(tool)));
            System.IO.File.WriteAllText(System.IO.Path.Combine(broken.FullName, "launch.cjs"), "process.exit(1);");
        }
    }

    public void KillAzurite()
    {
        if (AzuriteProcessId is { } id && IsAzuriteOfThis(id))
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
    }

    public void Dispose()
    {
        KillAzurite();

        // The link, not what it leads to.
        Directory.Delete(File("tools"), recursive: new DirectoryInfo(File("tools")).LinkTarget is null);
        Directory.Delete(Path, recursive: true);
    }

    private int? OfAzurite(int place)
    {
        var named = File("azurite", "azurite.pid");
        return System.IO.File.Exists(named)
            ? int.Parse(System.IO.File.ReadAllText(named).Split(' ')[place], CultureInfo.InvariantCulture)
            : null;
    }

    private bool IsAzuriteOfThis(int processId)
    {
        var commandLine = $"/proc/{processId}/cmdline";
        return System.IO.File.Exists(commandLine)
            && System.IO.File.ReadAllText(commandLine).Contains(Path, StringComparison.Ordinal);
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", ".."));
}
