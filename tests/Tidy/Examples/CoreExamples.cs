using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class CoreExamples
{
    [Theory]
    [InlineData("double a;")]
    [InlineData("float F() => G();")]
    [InlineData("long a = (long)(b * 0.01);")]
    [InlineData("long a = Double.Parse(b);")]
    public void Floating_point_is_found(string member) =>
        Example.Flags(Rules.Money.FloatingPointInCore, 2, "src/Core/A.cs", $"class A {{\n{member} }}");

    [Theory]
    [InlineData("src/Core/A.cs", "decimal a = 0.01m;")]
    [InlineData("src/Core/A.cs", "long a = 1_000;")]
    [InlineData("src/Sandbox/A.cs", "double a;")]
    public void Exact_arithmetic_is_not(string path, string member) =>
        Example.Passes(Rules.Money.FloatingPointInCore, path, $"class A {{ {member} }}");

    [Fact]
    public void A_build_that_does_not_check_arithmetic_is_found()
    {
        const string On = "<CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>";
        Example.Passes(Rules.Money.CheckedArithmetic, "Directory.Build.props", On);
        Example.Flags(Rules.Money.CheckedArithmetic, 1, "Directory.Build.props", "<Project />");
        Example.Flags(Rules.Money.CheckedArithmetic, 2, "src/A.csproj", "\n" + On.Replace("true", "false"));
    }

    [Fact]
    public void A_port_member_without_a_comment_is_found()
    {
        const string Port = "/// <summary>.</summary>\npublic interface INode {\n";
        Example.Flags(Comments.PortMembers, 3, "src/Core/INode.cs", Port + "void Pay(); }");
        Example.Passes(Comments.PortMembers, "src/Core/INode.cs", Port + "/// <summary>.</summary>\nvoid Pay(); }");
        Example.Passes(Comments.PortMembers, "src/Lnd/INode.cs", Port + "void Pay(); }");
    }

    [Theory]
    [InlineData("public sealed class A;")]
    [InlineData("// a remark\npublic enum A { }")]
    [InlineData("/// <summary>.</summary>\nclass B {\npublic record A; }")]
    public void A_public_type_without_a_comment_is_found(string text) =>
        Example.Flags(Comments.PublicTypesOfCore, text.Count(c => c == '\n') + 1, "src/Core/A.cs", text);

    [Theory]
    [InlineData("src/Core/A.cs", "/// <summary>.</summary>\n[Flags]\npublic enum A { }")]
    [InlineData("src/Core/A.cs", "internal sealed class A;")]
    [InlineData("src/App/A.cs", "public sealed class A;")]
    public void An_internal_or_documented_type_is_not(string path, string text) =>
        Example.Passes(Comments.PublicTypesOfCore, path, text);
}
