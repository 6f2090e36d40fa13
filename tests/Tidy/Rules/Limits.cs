using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>How much a reader has to hold at once.</summary>
internal static partial class Limits
{
    private const int FileLinesMax = 400;
    private const int ProgramLinesMax = 40;
    private const int FunctionLinesMax = 60;
    private const int ColumnsMax = 120;
    private const int ParametersMax = 6;
    private const int NestingMax = 3;

    public static IEnumerable<Violation> FileLines(Repository repository) =>
        from file in repository.Files
        where file.Extension is ".cs" or ".js" or ".mjs" or ".css" && !file.IsVerbatim
        let lines = file.Text.Count(c => c == '\n')
        let limit = file.Path == "src/App/Program.cs" ? ProgramLinesMax : FileLinesMax
        where lines > limit
        select file.At(lines, "file-lines", $"{lines} lines, at most {limit}: split by what changes together");

    public static IEnumerable<Violation> FunctionLines(Repository repository) =>
        from file in repository.CSharp
        from function in file.Root.DescendantNodes().Where(IsFunction)
        let span = function.SyntaxTree.GetLineSpan(WithoutAttributes(function))
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > FunctionLinesMax
        select file.At(
            span.StartLinePosition.Line + 1, "function-lines",
            $"{lines} lines, at most {FunctionLinesMax}: name the steps as functions of their own");

    // A literal that cannot be broken without hiding it from a search (a payment request, a key) may overhang.
    public static IEnumerable<Violation> Columns(Repository repository) =>
        from file in repository.Files
        where file.Extension is ".cs" or ".js" or ".mjs" or ".css" or ".html" or ".bicep" or "" && !file.IsVerbatim
        from line in file.Lines.Index()
        where line.Item.Length > ColumnsMax && !UnbreakableLiteral().IsMatch(line.Item)
        select file.At(
            line.Index + 1, "columns",
            $"{line.Item.Length} columns, at most {ColumnsMax}: break at an operator or comma");

    // A positional record's list is a shape of data, read by name and not called by position; the length of a row of
    // fields says nothing about how much a function takes upon itself.
    public static IEnumerable<Violation> Parameters(Repository repository) =>
        from file in repository.CSharp
        from list in file.Root.DescendantNodes().OfType<ParameterListSyntax>()
        where list.Parent is not RecordDeclarationSyntax && list.Parameters.Count > ParametersMax
        select file.At(
            list, "parameters",
            $"{list.Parameters.Count} parameters, at most {ParametersMax}: pass a record of what belongs together");

    public static IEnumerable<Violation> Nesting(Repository repository) =>
        from file in repository.CSharp
        from node in file.Root.DescendantNodes()
        where IsNesting(node) && Depth(node) == NestingMax + 1
        select file.At(
            node, "nesting", $"more than {NestingMax} levels deep: return early, or name the inner part as a function");

    private static int Depth(SyntaxNode node) =>
        node.AncestorsAndSelf().TakeWhile(outer => outer is not LocalFunctionStatementSyntax).Count(IsNesting);

    private static bool IsNesting(SyntaxNode node) => node switch
    {
        IfStatementSyntax => node.Parent is not ElseClauseSyntax,
        UsingStatementSyntax => node.Parent is not UsingStatementSyntax,
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax => true,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block is not null,
        _ => false,
    };

    private static bool IsFunction(SyntaxNode node) => node switch
    {
        PropertyDeclarationSyntax property => property.ExpressionBody is not null,
        CompilationUnitSyntax => false,
        _ => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax,
    };

    private static Microsoft.CodeAnalysis.Text.TextSpan WithoutAttributes(SyntaxNode function)
    {
        var start = function.ChildNodesAndTokens().First(part => !part.IsKind(SyntaxKind.AttributeList)).SpanStart;
        return Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, function.Span.End);
    }

    [GeneratedRegex(@"[\w+/=:.?&%@~-]{81,}")]
    private static partial Regex UnbreakableLiteral();
}
