using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Fulgurite.Simulation.Mutations;

/// <summary>
/// Compiles a production project with one file changed, in memory, as the SDK would: its global usings and attributes
/// from the last build, checked arithmetic, the framework's source generators.
/// </summary>
internal sealed class MutatedBuild
{
    private static readonly Dictionary<string, string> Assemblies = new()
    {
        ["Core"] = "Fulgurite.Core",
        ["Azure"] = "Fulgurite.Azure",
        ["App"] = "fulgurite",
    };

    private readonly string root = Repository();
    private readonly Dictionary<string, CSharpCompilation> projects = [];
    private ImmutableArray<ISourceGenerator>? generators;

    /// <summary>Compiles; the assembly's file name and its bytes.</summary>
    /// <exception cref="InvalidDataException">It does not apply, or does not compile.</exception>
    public (string FileName, byte[] Image) Compile(Mutation mutation)
    {
        var (mutated, _) = Mutated(mutation);
        using var image = new MemoryStream();
        var emitted = mutated.Emit(image);
        var errors = emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3).ToList();
        return emitted.Success
            ? (Assemblies[ProjectOf(mutation)] + ".dll", image.ToArray())
            : throw new InvalidDataException($"{mutation.Name} does not compile: {string.Join("; ", errors)}");
    }

    /// <summary>What the compiler has against the changed file; much faster than to compile it.</summary>
    /// <exception cref="InvalidDataException">It does not apply.</exception>
    public IReadOnlyList<string> ErrorsOf(Mutation mutation)
    {
        var (mutated, tree) = Mutated(mutation);
        return
        [
            .. mutated.GetSemanticModel(tree).GetDiagnostics()
                .Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{mutation.Name}: {d}"),
        ];
    }

    private static string ProjectOf(Mutation mutation) => mutation.File.Split('/')[1];

    private (Compilation Compilation, SyntaxTree Tree) Mutated(Mutation mutation)
    {
        var path = Path.Combine(root, mutation.File);
        var compilation = Project(ProjectOf(mutation));
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        var text = SourceText.From(mutation.Apply(tree.GetText().ToString()), Encoding.UTF8);
        var changed = tree.WithChangedText(text);
        return (WithGenerated(compilation.ReplaceSyntaxTree(tree, changed), ProjectOf(mutation)), changed);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Mutations need the repository's sources.");
    }

    private static IEnumerable<MetadataReference> References(string assembly)
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return trusted.Where(file => Path.GetFileNameWithoutExtension(file) != assembly)
            .Select(file => MetadataReference.CreateFromFile(file));
    }

    private CSharpCompilation Project(string project)
    {
        if (projects.TryGetValue(project, out var known))
        {
            return known;
        }

        var folder = Path.Combine(root, "src", project);
        var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var own = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(folder, "obj"), StringComparison.Ordinal)
                && !file.StartsWith(Path.Combine(folder, "bin"), StringComparison.Ordinal));
        var trees = own.Concat(Written(folder))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), parsing, file, Encoding.UTF8));
        var kind = project == "App" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            Assemblies[project],
            trees,
            References(Assemblies[project]),
            new CSharpCompilationOptions(kind)
                .WithOptimizationLevel(OptimizationLevel.Release)
                .WithOverflowChecks(true)
                .WithNullableContextOptions(NullableContextOptions.Enable));
        return projects[project] = compilation;
    }

    // What the build writes for every project: global usings and the assembly's attributes.
    private static IEnumerable<string> Written(string folder)
    {
        var built = Directory
            .EnumerateFiles(Path.Combine(folder, "obj"), "*.AssemblyInfo.cs", SearchOption.AllDirectories)
            .OrderByDescending(File.GetLastWriteTimeUtc).First();
        return Directory.EnumerateFiles(Path.GetDirectoryName(built)!, "*.cs")
            .Where(file => !file.EndsWith(".Generated.cs", StringComparison.Ordinal));
    }

    private Compilation WithGenerated(CSharpCompilation compilation, string project)
    {
        if (project == "Core")
        {
            return compilation;
        }

        generators ??= [.. SdkGenerators()];
        var driver = CSharpGeneratorDriver.Create(
            generators, parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return generated;
    }

    // The targeting pack that belongs to the running framework: logging, JSON and regex generators.
    private static IEnumerable<ISourceGenerator> SdkGenerators()
    {
        var shared = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        var packs = Path.Combine(shared.Parent!.Parent!.Parent!.FullName, "packs");
        return new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" }
            .SelectMany(pack =>
                Directory.GetDirectories(Path.Combine(packs, pack)).Order(StringComparer.Ordinal).TakeLast(1))
            .Select(version => Path.Combine(version, "analyzers", "dotnet", "cs"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll"))
            .Where(file => Path.GetFileName(file) is "Microsoft.Extensions.Logging.Generators.dll"
                or "System.Text.Json.SourceGeneration.dll" or "System.Text.RegularExpressions.Generator.dll")
            .SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetGenerators(LanguageNames.CSharp));
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
