using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class StatementsExamples
{
    [Theory]
    [InlineData("catch { }")]
    [InlineData("catch (Exception) { }")]
    [InlineData("catch (System.Exception e) { }")]
    [InlineData("catch (Exception e) when (count > 1) { }")]
    [InlineData("catch (Exception e) when (e is not IOException) { }")]
    public void A_catch_of_everything_is_found(string clause) =>
        Example.Flags(Statements.CatchAll, 2, "src/Lnd/A.cs", $"try {{ }}\n{clause}");

    [Theory]
    [InlineData("src/Lnd/A.cs", "catch (IOException) { }")]
    [InlineData("src/Lnd/A.cs", "catch (Exception e) when (e is IOException or FormatException) { }")]
    [InlineData("src/App/Host/A.cs", "catch (Exception) { }")]
    public void A_catch_of_something_is_not(string path, string clause) =>
        Example.Passes(Statements.CatchAll, path, $"try {{ }} {clause}");

    [Theory]
    [InlineData("Status.Paid => 1,\n_ => 0")]
    [InlineData("Status.Paid or Status.Open => 1,\nvar other => 0")]
    [InlineData("A.Status.Paid => 1,\n_ => throw new E()")]
    public void A_discard_among_members_of_our_enum_is_found(string arms) =>
        Example.Flags(Statements.DiscardOverEnum, 2, "src/A.cs", Switch(arms));

    [Theory]
    [InlineData("Status.Paid => 1, Status.Open => 0")]
    [InlineData("DayOfWeek.Monday => 1, _ => 0")]
    [InlineData("Status.Paid => 1, null => 2, _ => 0")]
    [InlineData("\"paid\" => 1, _ => 0")]
    public void A_discard_that_the_compiler_could_not_replace_is_not(string arms) =>
        Example.Passes(Statements.DiscardOverEnum, "src/A.cs", Switch(arms));

    [Fact]
    public void A_region_is_found()
    {
        Example.Flags(Statements.Regions, 2, "src/A.cs", "class A {\n#region B\n#endregion\n}");
        Example.Passes(Statements.Regions, "src/A.cs", "#nullable disable\nclass A { string b = \"#region\"; }");
    }

    [Fact]
    public void A_file_that_the_parser_cannot_follow_is_found()
    {
        Example.Flags(Statements.Unreadable, 2, "src/A.cs", "class A {\nvoid F( { } }");
        Example.Passes(Statements.Unreadable, "src/A.cs", "class A { int B { get => field; } }");
    }

    private static string Switch(string arms) =>
        $"enum Status {{ Open, Paid }} class A {{ int F(Status s) => s switch {{ {arms} }}; }}";
}
