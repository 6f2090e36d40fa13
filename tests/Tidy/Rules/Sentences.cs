using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>Tests read as sentences about behaviour.</summary>
internal static class Sentences
{
    public static IEnumerable<Violation> TestNames(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("tests")
        from method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        let name = method.Identifier.Text
        where IsTest(method) && !(char.IsUpper(name[0]) && name.Contains('_'))
        select file.At(method, "test-name", $"{name}: a sentence with underscores, such as Refuses_an_amount_of_zero");

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" or "Property");
}
