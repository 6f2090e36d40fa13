using System.Security.Cryptography;

namespace Fulgurite.Sandbox.Azurite;

/// <summary>
/// Azurite as installed by npm, in the exact versions of the lock file that is embedded here. It is installed under
/// another name and then moved, so that an installation that exists is complete, whoever else installs it meanwhile.
/// </summary>
public static class AzuriteInstall
{
    private static readonly string[] Files = ["package.json", "package-lock.json", "launch.cjs"];

    /// <summary>True when <see cref="Ensure"/> will take as long as a download.</summary>
    public static bool IsNeeded(string toolsFolder) => !Directory.Exists(Folder(toolsFolder));

    /// <summary>Installs Azurite where it is not yet; returns the folder.</summary>
    /// <exception cref="LocalToolException">Node.js or npm is missing, or npm failed.</exception>
    public static async Task<string> Ensure(string toolsFolder, CancellationToken cancel)
    {
        var folder = Folder(toolsFolder);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var partial = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(partial);
        foreach (var file in Files)
        {
            await File.WriteAllBytesAsync(Path.Combine(partial, file), Resource(file), cancel);
        }

        // No package's install script is needed, so none runs.
        await ToolRun.Output(partial, ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cancel);
        Publish(partial, folder);
        return folder;
    }

    private static void Publish(string partial, string folder)
    {
        try
        {
            Directory.Move(partial, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was first.
            Directory.Delete(partial, recursive: true);
        }
    }

    // A new lock file or launcher is a new folder.
    private static string Folder(string toolsFolder)
    {
        var contents = SHA256.HashData([.. Files.SelectMany(Resource)]);
        var version = Convert.ToHexStringLower(contents.AsSpan(0, 6));
        return Path.Combine(Path.GetFullPath(toolsFolder), $"azurite-{version}");
    }

    private static byte[] Resource(string file)
    {
        using var resource = typeof(AzuriteInstall).Assembly.GetManifestResourceStream($"azurite/{file}");
        Invariant.Holds(resource is not null, $"{file} is embedded");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
