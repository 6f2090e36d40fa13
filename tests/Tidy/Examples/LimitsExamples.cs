using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class LimitsExamples
{
    [Theory]
    [InlineData("src/Core/A.cs", 400)]
    [InlineData("src/App/Program.cs", 40)]
    [InlineData("src/App/Checkout/checkout.js", 400)]
    [InlineData("src/App/Checkout/checkout.css", 400)]
    public void A_file_may_reach_its_limit_and_not_pass_it(string path, int limit)
    {
        Example.Passes(Limits.FileLines, path, Lines(limit));
        Example.Flags(Limits.FileLines, limit + 1, path, Lines(limit + 1));
    }

    [Fact]
    public void A_function_may_reach_its_limit_and_not_pass_it()
    {
        Example.Passes(Limits.FunctionLines, "src/A.cs", $"class A\n{{\n[Fact]\nvoid F()\n{{\n{Lines(57)}}}\n}}");
        Example.Flags(Limits.FunctionLines, 4, "src/A.cs", $"class A\n{{\n[Fact]\nvoid F()\n{{\n{Lines(58)}}}\n}}");
    }

    [Fact]
    public void Data_in_an_initializer_is_no_function() =>
        Example.Passes(Limits.FunctionLines, "src/A.cs", $"class A {{ int[] F {{ get; }} = [\n{Lines(70)}]; }}");

    [Fact]
    public void A_line_may_reach_its_limit_and_not_pass_it()
    {
        Example.Passes(Limits.Columns, "src/A.cs", Words(120));
        Example.Flags(Limits.Columns, 2, "src/A.cs", "\n" + Words(121));
    }

    [Fact]
    public void A_literal_that_cannot_be_broken_may_overhang() =>
        Example.Passes(Limits.Columns, "tests/A.cs", $"var invoice = \"lnbc1{new string('q', 200)}\";");

    [Theory]
    [InlineData("class A { void F(int a, int b, int c, int d, int e, int f, int g) { } }")]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f, int g) { } }")]
    [InlineData("class A(int a, int b, int c, int d, int e, int f, int g);")]
    [InlineData("delegate void A(int a, int b, int c, int d, int e, int f, int g);")]
    public void Seven_parameters_are_too_many(string text) => Example.Flags(Limits.Parameters, 1, "src/A.cs", text);

    [Theory]
    [InlineData("class A { void F(int a, int b, int c, int d, int e, int f) { } }")]
    [InlineData("record A(int a, int b, int c, int d, int e, int f, int g);")]
    [InlineData("readonly record struct A(int a, int b, int c, int d, int e, int f, int g);")]
    public void Six_parameters_or_the_fields_of_a_record_are_not(string text) =>
        Example.Passes(Limits.Parameters, "src/A.cs", text);

    [Theory]
    [InlineData("foreach (var a in b) { if (a) { while (c) {\ntry { D(); } finally { } } } }")]
    [InlineData("if (a) { switch (b) { case 1: using (c) {\nlock (d) { } } break; } }")]
    [InlineData("if (a) { if (b) { F(() => {\nif (c) { } }); } }")]
    public void Four_levels_are_too_deep(string body) =>
        Example.Flags(Limits.Nesting, 2, "src/A.cs", $"class A {{ void F() {{ {body} }} }}");

    [Theory]
    [InlineData("if (a) { if (b) { if (c) { } else if (d) { } else { E(); } } }")]
    [InlineData("if (a) { if (b) { void G() { if (c) { if (d) { } } } } }")]
    [InlineData("if (a) { } if (b) { } if (c) { } if (d) { }")]
    [InlineData("if (a) { using (b) using (c) { if (G(x => x.D)) { } } }")]
    public void Three_levels_are_not(string body) =>
        Example.Passes(Limits.Nesting, "src/A.cs", $"class A {{ void F() {{ {body} }} }}");

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("\n", count));

    private static string Words(int columns) => string.Concat(Enumerable.Repeat("a ", columns))[..columns];
}
