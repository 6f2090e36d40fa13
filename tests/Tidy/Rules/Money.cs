using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>Arithmetic on amounts is exact and never wraps.</summary>
internal static partial class Money
{
    public static IEnumerable<Violation> FloatingPointInCore(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src/Core")
        from node in file.Root.DescendantNodes()
        where IsFloatingPoint(node)
        select file.At(
            node, "floating-point", $"`{node}` is inexact: Msat, BasisPoints, or decimal with a named rounding");

    public static IEnumerable<Violation> CheckedArithmetic(Repository repository)
    {
        const string Rule = "checked-arithmetic";
        const string SwitchedOn = "<CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>";
        var builds = repository.Files.Where(file => file.Extension is ".csproj" or ".props" or ".targets").ToList();
        foreach (var file in builds.Where(file => file.Path == "Directory.Build.props"))
        {
            if (!file.Text.Contains(SwitchedOn, StringComparison.Ordinal))
            {
                yield return file.At(1, Rule, $"say {SwitchedOn}");
            }
        }

        foreach (var violation in builds.SelectMany(file => file.Matches(
            Unchecked(), Rule, "arithmetic is checked in every project and configuration: delete this")))
        {
            yield return violation;
        }
    }

    private static bool IsFloatingPoint(SyntaxNode node) => node switch
    {
        PredefinedTypeSyntax type => type.Keyword.Kind() is SyntaxKind.FloatKeyword or SyntaxKind.DoubleKeyword,
        LiteralExpressionSyntax literal => literal.Token.Value is float or double,
        IdentifierNameSyntax name => name.Identifier.Text is "Single" or "Double" or "Half",
        _ => false,
    };

    [GeneratedRegex("<CheckForOverflowUnderflow>false|<CheckForOverflowUnderflow Condition")]
    private static partial Regex Unchecked();
}
