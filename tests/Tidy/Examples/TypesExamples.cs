using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class TypesExamples
{
    [Fact]
    public void A_namespace_with_braces_or_none_at_all_is_found()
    {
        Example.Flags(Types.FileScopedNamespaces, 1, "src/A.cs", "namespace B { class A; }");
        Example.Flags(Types.FileScopedNamespaces, 1, "src/A.cs", "class A;");
        Example.Passes(Types.FileScopedNamespaces, "src/A.cs", "namespace B;\nclass A;");
        Example.Passes(Types.FileScopedNamespaces, "src/App/Program.cs", "partial class Program;");
    }

    [Fact]
    public void A_second_type_in_a_file_is_found_unless_it_is_an_enum()
    {
        Example.Flags(Types.OneTypePerFile, 2, "src/A.cs", "class A;\nclass B;");
        Example.Flags(Types.OneTypePerFile, 2, "src/A.cs", "class A; enum C { }\nrecord B;");
        Example.Passes(Types.OneTypePerFile, "src/A.cs", "class A;\nenum B { }");
        Example.Passes(Types.OneTypePerFile, "src/A.cs", "class A { class B; class C; }");
    }

    [Fact]
    public void A_file_named_after_no_type_of_its_own_is_found()
    {
        Example.Flags(Types.FileNames, 1, "src/Things.cs", "class A;\nenum B { }");
        Example.Passes(Types.FileNames, "src/A.cs", "class A<T>;");
        Example.Passes(Types.FileNames, "src/A.Parsing.cs", "partial class A;");
        Example.Passes(Types.FileNames, "src/App/Program.cs", "return 0;");
    }

    [Theory]
    [InlineData("public class A;")]
    [InlineData("internal partial class A;")]
    [InlineData("record A(int B);")]
    [InlineData("record class A(int B);")]
    [InlineData("sealed class B { class A; }")]
    public void A_class_open_to_inheritance_is_found(string text) =>
        Example.Flags(Types.SealedClasses, 1, "src/A.cs", text);

    [Theory]
    [InlineData("sealed class A;")]
    [InlineData("static class A;")]
    [InlineData("abstract record A { sealed record B : A; }")]
    [InlineData("record struct A(int B);")]
    [InlineData("struct A;")]
    [InlineData("interface A;")]
    [InlineData("partial class A;\nsealed partial class A;")]
    public void A_class_that_says_what_it_is_is_not(string text) =>
        Example.Passes(Types.SealedClasses, "src/A.cs", text);
}
