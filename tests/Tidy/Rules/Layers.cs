using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>Who may know whom: between projects, and between the folders of Core.</summary>
internal static partial class Layers
{
    // Each project of src, and what its project file may reference.
    private static readonly Dictionary<string, HashSet<string>> Projects = Table("""
        Core     :
        Lnd      : Core
        Azure    : Core
        Sandbox  : Core
        App      : Lnd Azure Sandbox
        """);

    // Each folder of Core, and which others its files may name; what those may name comes with them. A line names only
    // lines above it, so that no two folders can know each other. Amend it when a folder is added.
    private static readonly Dictionary<string, HashSet<string>> CoreFolders = Table("""
        Money          :
        Identity       :
        Storage        :
        Messaging      :
        Secrets        :
        Lightning      : Money Storage Messaging Secrets
        Bitcoin        : Lightning
        Events         : Identity Storage
        Ledger         : Identity Lightning
        Access         : Identity Lightning Events
        Cycles         : Ledger
        Wallets        : Cycles
        Statements     : Wallets
        Books          : Wallets Events
        Credit         : Access Books
        Onboarding     : Credit
        Listings       : Wallets Events
        Callbacks      : Access Books Listings
        ChainRequests  : Callbacks Bitcoin
        Invoices       : ChainRequests Credit
        Payments       : Invoices
        OnChain        : Payments Bitcoin
        Holds          : OnChain
        Billing        : Invoices Payments OnChain Credit
        Reconciliation : Billing
        Verification   : Billing
        """);

    // What Core may not know of the world. The rest (clock, chance, environment) are banned symbols.
    private static readonly string[] World =
        ["Azure", "Google", "Grpc", "Microsoft", "System.CommandLine", "System.Net.Http", "System.Text.Json"];

    public static IEnumerable<Violation> ProjectReferences(Repository repository) =>
        from file in repository.Files
        where file.Extension == ".csproj"
        from line in file.Lines.Index()
        from Match reference in ProjectReference().Matches(line.Item)
        let target = reference.Groups["name"].Value
        where !MayReference(file, target)
        select file.At(line.Index + 1, "layers", $"{file.Name} may not reference {target}: depend on a port of Core");

    public static IEnumerable<Violation> CoreHasNoPackages(Repository repository) =>
        repository.Files.Where(file => file.IsUnder("src/Core") && file.Extension == ".csproj")
            .SelectMany(file => file.Matches(
                PackageReference(), "layers", "Core knows the base class library alone: put this behind a port"));

    public static IEnumerable<Violation> CoreKnowsNoWorld(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src/Core")
        from name in NamesOf(file)
        where World.Any(world => name.Text == world || name.Text.StartsWith(world + ".", StringComparison.Ordinal))
        select file.At(name.Node, "layers", $"Core may not know {name.Text}: decide here, translate in an adapter");

    public static IEnumerable<Violation> CoreFolderOrder(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src/Core") && file.Folders.Count > 2
        let folder = file.Folders[2]
        from name in NamesOf(file)
        let known = CoreFolderNamed(name.Text)
        where known is not null && known != folder && !CoreFolders.GetValueOrDefault(folder, []).Contains(known)
        select file.At(name.Node, "layers", $"{folder} may not know {known}: see the table in Tidy/Rules/Layers.cs");

    public static IEnumerable<Violation> CoreFoldersAreInTheTable(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src/Core") && file.Folders.Count > 2 && !CoreFolders.ContainsKey(file.Folders[2])
        group file by file.Folders[2] into folder
        select folder.First().At(1, "layers", $"add {folder.Key} to the table in Tidy/Rules/Layers.cs");

    // Otherwise a using directive would not tell the folder.
    public static IEnumerable<Violation> CoreNamespaces(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src/Core")
        from scope in file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        let expected = string.Join('.', file.Folders.Skip(2).Prepend("Fulgurite"))
        where scope.Name.ToString() != expected
        select file.At(scope, "namespace", $"the folder says `namespace {expected};`");

    // A project outside src (a test) may reference anything.
    private static bool MayReference(SourceFile project, string target) =>
        !project.IsUnder("src") || Projects.GetValueOrDefault(project.Name[..^".csproj".Length], []).Contains(target);

    // Using directives of every kind, and qualified names in the place of a type.
    private static IEnumerable<(SyntaxNode Node, string Text)> NamesOf(SourceFile file) =>
        from name in file.Root.DescendantNodes().OfType<NameSyntax>()
        let parent = name.Parent
        where parent is UsingDirectiveSyntax || (name is QualifiedNameSyntax && parent is not QualifiedNameSyntax)
        where parent is not BaseNamespaceDeclarationSyntax
        select ((SyntaxNode)name, name.ToString());

    private static string? CoreFolderNamed(string name)
    {
        var parts = name.Split('.');
        var first = parts is ["Fulgurite", { } inner, ..] ? inner : parts[0];
        return CoreFolders.ContainsKey(first) ? first : null;
    }

    private static Dictionary<string, HashSet<string>> Table(string text)
    {
        var table = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var parts in text.Split('\n').Select(line => line.Split(':', StringSplitOptions.TrimEntries)))
        {
            var below = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            table.Add(parts[0], [.. below, .. below.SelectMany(name => table[name])]);
        }

        return table;
    }

    [GeneratedRegex(@"<ProjectReference\s+Include=""([^""]*[/\\])?(?<name>[^""/\\]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("<(PackageReference|FrameworkReference|Reference) ")]
    private static partial Regex PackageReference();
}
