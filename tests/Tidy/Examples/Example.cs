namespace Fulgurite.Tidy.Examples;

/// <summary>Holds a rule against made-up files, so that a rule which finds nothing is known to look.</summary>
internal static class Example
{
    public static void Flags(
        Func<Repository, IEnumerable<Violation>> rule, int line, string path, string text) =>
        Assert.Equal([(path, line)], Found(rule, (path, text)));

    public static void Passes(Func<Repository, IEnumerable<Violation>> rule, string path, string text) =>
        Assert.Empty(Found(rule, (path, text)));

    /// <summary>Where the rule is broken.</summary>
    public static IEnumerable<(string Path, int Line)> Found(
        Func<Repository, IEnumerable<Violation>> rule, params (string Path, string Text)[] files) =>
        rule(Repository.Of(files)).Select(violation => (violation.Path, violation.Line));
}
