using System.Diagnostics;
using System.Globalization;

namespace Fulgurite.Sandbox.Azurite;

/// <summary>Which process serves a data folder, and on which port. Stored as <c>pid port</c> by launch.cjs.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Port">On 127.0.0.1.</param>
internal sealed record AzuritePid(int Pid, int Port)
{
    /// <summary>The process that the file names, if it still is the Azurite of that data folder; else null.</summary>
    public static AzuritePid? ReadLive(AzuriteOptions options)
    {
        var named = Read(options);
        return named is not null && named.IsRunning() && named.Serves(options.DataFolder) ? named : null;
    }

    /// <summary>The process that the file names; null where there is no such file.</summary>
    public static AzuritePid? Read(AzuriteOptions options) =>
        File.Exists(options.PidFile) ? Parse(File.ReadAllText(options.PidFile)) : null;

    /// <summary>True while a process has the id.</summary>
    public bool IsRunning()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            return !process.HasExited && CommandLine() != "";
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static AzuritePid? Parse(string text) =>
        text.Split(' ', '\n') is [var pid, var port, ..]
        && int.TryParse(pid, CultureInfo.InvariantCulture, out var pidValue)
        && int.TryParse(port, CultureInfo.InvariantCulture, out var portValue)
            ? new AzuritePid(pidValue, portValue) : null;

    // Process ids are used again. Where the command line can be read, it names the data folder.
    private bool Serves(string dataFolder) =>
        CommandLine()?.Split('\0').Contains(Path.GetFullPath(dataFolder)) ?? true;

    // Null where it cannot be read. Empty for a process that ended but was not yet collected by its parent.
    private string? CommandLine()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{Pid}/cmdline") : null;
        }
        catch (IOException)
        {
            return "";
        }
    }
}
