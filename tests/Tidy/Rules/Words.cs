using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>Names that say what a thing is, and comments that leave nothing for later.</summary>
internal static partial class Words
{
    // Names that the framework looks for: interfaces and conventions of .NET, ASP.NET Core and xunit.
    private static readonly HashSet<string> FrameworkNames = new(StringComparer.Ordinal)
    {
        "DisposeAsync", "InitializeAsync", "InvokeAsync", "MoveNextAsync", "StartAsync", "StopAsync", "TryHandleAsync",
    };

    public static IEnumerable<Violation> AsyncSuffix(Repository repository) =>
        from file in repository.CSharp
        from method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        let name = method.Identifier.Text
        where name.EndsWith("Async", StringComparison.Ordinal) && !FrameworkNames.Contains(name)
        where !method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.ExplicitInterfaceSpecifier is null
        where !HasTwin(method, name[..^5])
        select file.At(method, "async-suffix", $"say {name[..^5]}: the return type tells that it is a task");

    public static IEnumerable<Violation> VagueNames(Repository repository)
    {
        const string Instead = "name the capability: what it does or holds, in the field's own words";
        var folders = from file in repository.Files
                      from folder in file.Folders
                      where VagueFolder().IsMatch(folder) && !file.IsVerbatim
                      group file by folder into vague
                      select vague.First().At(1, "vague-name", $"folder {vague.Key}: {Instead}");
        var types = from file in repository.CSharp
                    from type in file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
                    where VagueType().IsMatch(type.Identifier.Text)
                    select file.At(type, "vague-name", $"type {type.Identifier.Text}: {Instead}");
        return folders.Concat(types);
    }

    public static IEnumerable<Violation> Postponed(Repository repository)
    {
        const string Message = "do it, or delete the note and write down why not in docs/decisions";
        var comments = from file in repository.CSharp
                       from trivia in file.Root.DescendantTrivia()
                       where IsComment(trivia) && PostponedWork().IsMatch(trivia.ToFullString())
                       let line = trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1
                       select file.At(line, "postponed", Message);
        return repository.Files.Where(file => !file.IsCSharp && !file.IsVerbatim)
            .SelectMany(file => file.Matches(PostponedWork(), "postponed", Message))
            .Concat(comments);
    }

    private static bool HasTwin(MethodDeclarationSyntax method, string name) =>
        method.Parent is TypeDeclarationSyntax type
        && type.Members.OfType<MethodDeclarationSyntax>().Any(other => other.Identifier.Text == name);

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
        or SyntaxKind.MultiLineDocumentationCommentTrivia;

    [GeneratedRegex("^(Helper|Util|Utility|Utilitie|Common|Manager|Service|Model|Interface)s?$")]
    private static partial Regex VagueFolder();

    [GeneratedRegex("(Helper|Util|Utility|Utilitie|Common|Manager|Service|Model|Interface)s?$")]
    private static partial Regex VagueType();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex PostponedWork();
}
