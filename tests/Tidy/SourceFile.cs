using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fulgurite.Tidy;

/// <summary>A text file of the repository.</summary>
internal sealed class SourceFile
{
    // Preview, because the language of the build is newer than the parser's last released one.
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private readonly Lazy<SyntaxNode> root;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Lines = text.Split('\n');
        Folders = path.Split('/')[..^1];
        root = new(() => CSharpSyntaxTree.ParseText(Text, ParseOptions, Path).GetRoot());
    }

    /// <summary>Relative to the repository, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>Without line feeds; a file that ends in one has an empty last element.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The folders on the way to the file, outermost first.</summary>
    public IReadOnlyList<string> Folders { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Extension => System.IO.Path.GetExtension(Path);

    public bool IsCSharp => Extension == ".cs";

    /// <summary>Somebody else's words, kept byte for byte: vendored protocol files, recorded wire bytes.</summary>
    public bool IsVerbatim => Folders.Any(folder => folder is "Golden" or "Protos" or "Vendor" or "vendor");

    /// <summary>The parsed C#. Parsed once, when a rule first asks.</summary>
    public SyntaxNode Root => root.Value;

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public Violation At(SyntaxNodeOrToken place, string rule, string message) =>
        At(place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1, rule, message);

    public Violation At(int line, string rule, string message) => new(rule, Path, line, message);

    /// <summary>One violation for each line that the pattern matches.</summary>
    public IEnumerable<Violation> Matches(Regex pattern, string rule, string message) =>
        Lines.Index().Where(line => pattern.IsMatch(line.Item)).Select(line => At(line.Index + 1, rule, message));
}
