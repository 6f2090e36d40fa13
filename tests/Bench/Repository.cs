namespace Fulgurite.Bench;

/// <summary>Where things are in the repository that this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The product as this build made it.</summary>
    public static string Executable => Path.Combine(Root, "src/App/bin/Release/net10.0/fulgurite");

    /// <summary>Where Azurite is installed, once for every run.</summary>
    public static string Tools => Path.Combine(Root, ".local", "tools");

    /// <summary>Lets a run over this data folder use the Azurite that is installed already.</summary>
    public static void ShareTools(string dataFolder)
    {
        Directory.CreateDirectory(Tools);
        Directory.CreateSymbolicLink(Path.Combine(dataFolder, "tools"), Tools);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the bench runs outside of the repository");
        }

        return folder.FullName;
    }
}
