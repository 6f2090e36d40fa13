using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>What has to be explained where it is declared.</summary>
internal static class Comments
{
    public static IEnumerable<Violation> PortMembers(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src/Core")
        from port in file.Root.DescendantNodes().OfType<InterfaceDeclarationSyntax>()
        where IsPublic(port) && port.Identifier.Text.StartsWith('I')
        from member in port.Members
        where !IsDocumented(member)
        select file.At(
            member, "port-comment",
            "a port's member tells units, idempotency, each outcome, what holds if it throws, and its cost");

    public static IEnumerable<Violation> PublicTypesOfCore(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src/Core")
        from type in file.Root.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && IsPublic(type) && !IsDocumented(type)
        select file.At(type, "type-comment", "a public type of Core has a summary: what it is, its range and unit");

    private static bool IsPublic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static bool IsDocumented(MemberDeclarationSyntax member) =>
        member.GetLeadingTrivia().Any(trivia => trivia.GetStructure() is DocumentationCommentTriviaSyntax);
}
