namespace Fulgurite.Tidy;

/// <summary>The text files that git would track; or, for the tests of a rule, a few made-up ones.</summary>
internal sealed class Repository(IReadOnlyList<SourceFile> files)
{
    private static readonly string[] SkippedFolders =
        [".git", ".local", ".vs", ".vscode", "artifacts", "bin", "node_modules", "obj", "TestResults"];

    private static readonly Lazy<Repository> OnDisk = new(Read);

    /// <summary>The repository that this test was built from, read once.</summary>
    public static Repository Ours => OnDisk.Value;

    public IReadOnlyList<SourceFile> Files => files;

    /// <summary>The C# that is ours to shape, in src and tests.</summary>
    public IEnumerable<SourceFile> CSharp => files.Where(file => file.IsCSharp && !file.IsVerbatim);

    public static Repository Of(params (string Path, string Text)[] files) =>
        new([.. files.Select(file => new SourceFile(file.Path, file.Text))]);

    private static Repository Read()
    {
        var root = Root();
        var files = from path in FilesUnder(root)
                    let text = File.ReadAllText(path)
                    where !text.Contains('\0')
                    select new SourceFile(Path.GetRelativePath(root, path).Replace('\\', '/'), text);
        return new Repository([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Functions.sln above the test");
        }

        return folder.FullName;
    }

    private static IEnumerable<string> FilesUnder(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsTracked).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(inner => !SkippedFolders.Contains(Path.GetFileName(inner), StringComparer.Ordinal))
                .SelectMany(FilesUnder));

    // A worktree has a file called .git; the other two are a developer's own.
    private static bool IsTracked(string path) =>
        Path.GetFileName(path) is not (".git" or "local.settings.json") && Path.GetExtension(path) != ".user";
}
