using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Fulgurite.Product;

/// <summary>Where commands of the README look for what <c>./run</c> keeps.</summary>
public sealed class WorkingFolderTests
{
    // The web SDK's default is the folder of the project, and what ./run keeps is in the one above src.
    [Fact]
    public async Task Dotnet_run_works_in_the_folder_of_the_run_script()
    {
        var root = RepositoryRoot();
        Assert.True(File.Exists(Path.Combine(root, "run")));
        using var msbuild = Process.Start(new ProcessStartInfo(
            "dotnet", ["msbuild", Path.Combine(root, "src", "App"), "-getProperty:RunWorkingDirectory"])
        {
            RedirectStandardOutput = true,
        })!;

        var folder = (await msbuild.StandardOutput.ReadToEndAsync()).Trim();
        await msbuild.WaitForExitAsync();

        Assert.Equal(root, Path.TrimEndingDirectorySeparator(folder));
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
