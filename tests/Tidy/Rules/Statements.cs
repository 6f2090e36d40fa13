using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>Constructs that hide what the compiler or an operator should see.</summary>
internal static class Statements
{
    // A filter that names closed types (`when (e is A or B)`) catches those types alone, so it is no catch-all.
    public static IEnumerable<Violation> CatchAll(Repository repository) =>
        from file in repository.CSharp
        where !file.IsUnder("src/App/Host")
        from clause in file.Root.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception"
        where !NamesTypes(clause.Filter)
        select file.At(
            clause, "catch-all", "catch what this call documents to throw; bugs end the invocation, in src/App/Host");

    // Only the repository's own enums count, and only a switch whose other arms are all members of one: with the
    // discard gone, the compiler (CS8509) finds the place when a member is added.
    public static IEnumerable<Violation> DiscardOverEnum(Repository repository)
    {
        var enums = repository.CSharp
            .SelectMany(file => file.Root.DescendantNodes().OfType<EnumDeclarationSyntax>())
            .Select(declared => declared.Identifier.Text)
            .ToHashSet(StringComparer.Ordinal);
        return from file in repository.CSharp
               from choice in file.Root.DescendantNodes().OfType<SwitchExpressionSyntax>()
               let discards = choice.Arms.Where(arm => arm.Pattern is DiscardPatternSyntax or VarPatternSyntax).ToList()
               let named = choice.Arms.Except(discards).ToList()
               where discards.Count > 0 && named.Count > 0 && named.All(arm => IsMember(arm.Pattern, enums))
               select file.At(
                   discards[0], "discard-arm", "name every member instead of `_`, so that a new one is noticed");
    }

    public static IEnumerable<Violation> Regions(Repository repository) =>
        from file in repository.CSharp
        from trivia in file.Root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select new Violation(
            "region", file.Path, trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            "split the file instead of folding it");

    public static IEnumerable<Violation> Unreadable(Repository repository) =>
        from file in repository.CSharp
        let errors = file.Root.SyntaxTree.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)
        from error in errors.Take(1)
        select file.At(
            error.Location.GetLineSpan().StartLinePosition.Line + 1, "unreadable",
            $"Tidy's parser stops here, so no rule holds below: {error.GetMessage()}");

    private static bool NamesTypes(CatchFilterClauseSyntax? filter) =>
        filter is not null
        && filter.FilterExpression.Kind() is SyntaxKind.IsPatternExpression or SyntaxKind.IsExpression
        && !filter.DescendantNodes().Any(node => node.IsKind(SyntaxKind.NotPattern));

    private static bool IsMember(PatternSyntax pattern, HashSet<string> enums) => pattern switch
    {
        BinaryPatternSyntax either => IsMember(either.Left, enums) && IsMember(either.Right, enums),
        ParenthesizedPatternSyntax inner => IsMember(inner.Pattern, enums),
        ConstantPatternSyntax { Expression: MemberAccessExpressionSyntax member } =>
            enums.Contains(member.Expression.ToString().Split('.')[^1]),
        _ => false,
    };
}
