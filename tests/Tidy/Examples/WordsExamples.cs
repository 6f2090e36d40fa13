using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class WordsExamples
{
    [Fact]
    public void An_async_suffix_without_a_twin_is_found()
    {
        Example.Flags(Words.AsyncSuffix, 1, "src/A.cs", "class A { Task PayAsync() => null; }");
        Example.Passes(Words.AsyncSuffix, "src/A.cs", "class A { void Pay() { } Task PayAsync() => null; }");
    }

    [Theory]
    [InlineData("public override Task ReadAsync() => null;")]
    [InlineData("Task IThing.ReadAsync() => null;")]
    [InlineData("public ValueTask DisposeAsync() => default;")]
    public void A_name_that_the_framework_chose_is_not(string method) =>
        Example.Passes(Words.AsyncSuffix, "src/A.cs", $"class A {{ {method} }}");

    [Theory]
    [InlineData("src/Core/Helpers/Msat.cs", "class Msat;")]
    [InlineData("src/Common/Msat.cs", "class Msat;")]
    [InlineData("src/A.cs", "class PaymentService;")]
    [InlineData("src/A.cs", "interface IWalletManager;")]
    [InlineData("src/A.cs", "enum Utils;")]
    public void A_vague_name_is_found(string path, string text) => Example.Flags(Words.VagueNames, 1, path, text);

    [Theory]
    [InlineData("src/Azure/ServiceBus/ServiceBusSender.cs", "class ServiceBusSender;")]
    [InlineData("src/A.cs", "class CommonSecretValues;")]
    public void A_vague_word_that_is_part_of_a_term_is_not(string path, string text) =>
        Example.Passes(Words.VagueNames, path, text);

    [Theory]
    [InlineData("src/A.cs", "\n// TODO: later")]
    [InlineData("src/A.cs", "\n/* HACK */ class A;")]
    [InlineData("src/A.css", "\n/* FIXME */")]
    public void Postponed_work_is_found(string path, string text) => Example.Flags(Words.Postponed, 2, path, text);

    [Theory]
    [InlineData("src/A.cs", "class A { string b = \"TODO\"; }")]
    [InlineData("src/A.js", "const hackathon = todos;")]
    public void Words_that_only_look_like_it_are_not(string path, string text) =>
        Example.Passes(Words.Postponed, path, text);
}
