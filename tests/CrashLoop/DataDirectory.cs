using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

// Signals are those of Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Fulgurite.CrashLoop;

/// <summary>A run's data directory, with the repository's installed tools, and the Azurite that serves it.</summary>
internal sealed class DataDirectory
{
    private const int Interrupt = 2;

    public DataDirectory()
    {
        Folder = Directory.CreateTempSubdirectory("fulgurite-crash-").FullName;
        var tools = Path.GetFullPath(Path.Combine(RepositoryRoot(), ".local", "tools"));
        Directory.CreateDirectory(tools);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "tools"), tools);
    }

    public string Folder { get; }

    public string ProductLog => Path.Combine(Folder, "product.log");

    /// <summary>The final state, fee and preimage of every payment that the sandbox's node began, by hash.</summary>
    public Dictionary<string, JsonNode> NodePayments()
    {
        var payments = new Dictionary<string, JsonNode>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, "sandbox-payments.log")))
        {
            var payment = JsonNode.Parse(line)!;
            payments[payment["hash"]!.GetValue<string>()] = payment;
        }

        return payments;
    }

    public Facts Facts() => CrashLoop.Facts.Read(Path.Combine(Folder, "sandbox.json"));

    /// <summary>The process id of its Azurite; null where none runs.</summary>
    public int? Azurite()
    {
        var file = Path.Combine(Folder, "azurite", "azurite.pid");
        if (!File.Exists(file)
            || !int.TryParse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var commandLine = $"/proc/{id}/cmdline";
        return File.Exists(commandLine) && Read(commandLine).Contains(Folder, StringComparison.Ordinal) ? id : null;
    }

    /// <summary>How many processes serve the directory's tables: more than one would corrupt them.</summary>
    public int CountAzurites() => Directory.EnumerateDirectories("/proc").Count(process =>
        Path.GetFileName(process).All(char.IsAsciiDigit)
        && Read(Path.Combine(process, "cmdline")) is var line
        && line.Contains(Path.Combine(Folder, "azurite"), StringComparison.Ordinal)
        && line.Contains("main.js", StringComparison.Ordinal)
        && !line.Contains("launch.cjs", StringComparison.Ordinal));

    /// <summary>Asks Azurite to save and end: SIGINT, the only signal on which it saves.</summary>
    public void StopAzurite()
    {
        if (Azurite() is { } id)
        {
            _ = Kill(id, Interrupt);
        }
    }

    public void Delete()
    {
        // The link, not what it leads to.
        Directory.Delete(Path.Combine(Folder, "tools"));
        Directory.Delete(Folder, recursive: true);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // The process has ended.
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..");

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
