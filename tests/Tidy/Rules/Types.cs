using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>How types are declared and laid out in files.</summary>
internal static class Types
{
    public static IEnumerable<Violation> FileScopedNamespaces(Repository repository) =>
        from file in repository.CSharp
        from type in TopLevel(file)
        where type.Parent is not FileScopedNamespaceDeclarationSyntax && Name(type) != "Program"
        select file.At(type, "file-scoped-namespace", $"put {Name(type)} into `namespace X;`");

    public static IEnumerable<Violation> OneTypePerFile(Repository repository) =>
        from file in repository.CSharp
        let types = TopLevel(file).Where(type => !IsJsonContext(type)).DistinctBy(Name).ToList()
        let enums = types.Count(type => type is EnumDeclarationSyntax)
        where types.Count > 1 + Math.Min(enums, 1)
        select file.At(
            types[^1], "one-type-per-file",
            $"{string.Join(", ", types.Select(Name))}: one file each (one enum may share with one other type)");

    // A JSON context says how the wire types beside it are written, and nothing else.
    private static bool IsJsonContext(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax type &&
        type.BaseList?.Types.Any(@base => @base.Type.ToString() == "JsonSerializerContext") == true;

    public static IEnumerable<Violation> FileNames(Repository repository) =>
        from file in repository.CSharp
        let types = TopLevel(file).Select(Name).ToList()
        where types.Count > 0 && !types.Contains(file.Name.Split('.')[0], StringComparer.Ordinal)
        select file.At(1, "file-name", $"name the file after {types[0]}, which is what a reader looks for");

    // A class may be spread over files; one of its parts has to say what it is.
    public static IEnumerable<Violation> SealedClasses(Repository repository) =>
        from file in repository.CSharp
        from type in file.Root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where IsClass(type)
        group (file, type) by FullName(type) into parts
        where !parts.Any(part => part.type.Modifiers.Any(IsSealing))
        let first = parts.First()
        select first.file.At(
            first.type, "sealed", $"{Name(first.type)} is open to inheritance: say sealed, static or abstract");

    private static IEnumerable<MemberDeclarationSyntax> TopLevel(SourceFile file) =>
        file.Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static string Name(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => "",
    };

    private static string FullName(SyntaxNode type) => string.Join('.', type.AncestorsAndSelf().Reverse().Select(node =>
        node switch
        {
            BaseNamespaceDeclarationSyntax scope => scope.Name.ToString(),
            TypeDeclarationSyntax declared => $"{declared.Identifier.Text}`{declared.Arity}",
            _ => "",
        }));

    private static bool IsClass(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax
        || (type is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword));

    private static bool IsSealing(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword;
}
