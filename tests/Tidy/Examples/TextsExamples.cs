using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class TextsExamples
{
    [Theory]
    [InlineData("a\n\tb\n")]
    [InlineData("a\nb \n")]
    [InlineData("a\nb\r\n")]
    [InlineData("a\nb")]
    public void Stray_whitespace_is_found(string text) => Example.Flags(Texts.Whitespace, 2, "docs/a.md", text);

    [Theory]
    [InlineData("docs/a.md", "a\n  b\n")]
    [InlineData("docs/a.md", "")]
    [InlineData("Functions.sln", "\ta\n")]
    [InlineData("run.cmd", "a\r\n")]
    [InlineData("tests/Contract.Tests/Golden/voltage/a.http", "GET /\r\n\r\n")]
    public void Plain_whitespace_and_recorded_bytes_are_not(string path, string text) =>
        Example.Passes(Texts.Whitespace, path, text);

    [Theory]
    [InlineData("cd /ro" + "ot/fulgurite")]
    [InlineData("\"/wo" + "rk/main\"")]
    [InlineData("/tm" + "p/bash_jobs")]
    public void A_path_of_one_machine_is_found(string text) => Example.Flags(Texts.MachinePaths, 1, "docs/a.md", text);

    [Theory]
    [InlineData("https://example.com/work/a")]
    [InlineData("/tmp/fulgurite")]
    [InlineData("$root/src")]
    public void Other_paths_are_not(string text) => Example.Passes(Texts.MachinePaths, "docs/a.md", text);

    [Fact]
    public void A_package_registry_is_found()
    {
        Example.Flags(Texts.RegistryHosts, 1, "package-lock.json", "\"https://registry.np" + "mjs.org/a/-/a.tgz\"");
        Example.Flags(Texts.RegistryHosts, 1, "nuget.config", "https://api.nu" + "get.org/v3/index.json");
        Example.Passes(Texts.RegistryHosts, "package.json", "\"repository\": \"https://github.com/a/npmjs\"");
    }

    [Theory]
    [InlineData(1, "No title\n")]
    [InlineData(3, "# One\n\n# Two\n")]
    [InlineData(2, "\n# Late\n")]
    public void A_document_without_exactly_one_title_is_found(int line, string text) =>
        Example.Flags(Texts.MarkdownTitles, line, "docs/a.md", text);

    [Fact]
    public void A_comment_in_a_code_block_is_no_title() =>
        Example.Passes(Texts.MarkdownTitles, "docs/a.md", "# Title\n\n```\n# comment\n```\n\n## Part\n");

    [Fact]
    public void A_test_that_is_no_sentence_is_found()
    {
        Example.Flags(Sentences.TestNames, 1, "tests/A.cs", "class A { [Fact] public void Parses() { } }");
        Example.Flags(Sentences.TestNames, 1, "tests/A.cs", "class A { [Theory] public void parses_it() { } }");
        Example.Passes(Sentences.TestNames, "tests/A.cs", "class A { [Fact] public void Parses_it() { } }");
        Example.Passes(Sentences.TestNames, "tests/A.cs", "class A { public void Parse() { } }");
    }
}
