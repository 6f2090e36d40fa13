using System.Text.RegularExpressions;

namespace Fulgurite.Tidy.Rules;

/// <summary>What holds for every text file, whatever its language.</summary>
internal static partial class Texts
{
    // Solution files are indented by the tools that write them; Windows runs a .cmd file by its carriage returns.
    public static IEnumerable<Violation> Whitespace(Repository repository)
    {
        const string Rule = "whitespace";
        var files = repository.Files.Where(file => !file.IsVerbatim && file.Extension is not (".sln" or ".cmd"));
        foreach (var file in files)
        {
            var found = file.Matches(Tab(), Rule, "a tab: indent with spaces")
                .Concat(file.Matches(CarriageReturn(), Rule, "a carriage return: end lines with a line feed"))
                .Concat(file.Matches(TrailingSpace(), Rule, "space at the end of the line: delete it"));
            foreach (var violation in found)
            {
                yield return violation;
            }

            if (file.Text.Length > 0 && !file.Text.EndsWith('\n'))
            {
                yield return file.At(file.Lines.Count, Rule, "no line feed at the end of the file: add one");
            }
        }
    }

    public static IEnumerable<Violation> MachinePaths(Repository repository) =>
        repository.Files.SelectMany(file => file.Matches(
            MachinePath(), "machine-path", "a path of one machine: make it relative to the repository, or a setting"));

    public static IEnumerable<Violation> RegistryHosts(Repository repository) =>
        repository.Files.SelectMany(file => file.Matches(
            RegistryHost(), "registry-host",
            "a package registry: leave the choice to the machine (npm install --omit-lockfile-registry-resolved)"));

    public static IEnumerable<Violation> MarkdownTitles(Repository repository) =>
        from file in repository.Files
        where file.Extension == ".md"
        let titles = TitleLines(file).ToList()
        where titles is not [1]
        select file.At(
            titles.LastOrDefault(1), "title", $"{titles.Count} titles: exactly one `# Title`, on the first line");

    private static IEnumerable<int> TitleLines(SourceFile file)
    {
        var isCode = false;
        foreach (var (index, line) in file.Lines.Index())
        {
            isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.StartsWith("# ", StringComparison.Ordinal))
            {
                yield return index + 1;
            }
        }
    }

    [GeneratedRegex("\t")]
    private static partial Regex Tab();

    [GeneratedRegex("\r")]
    private static partial Regex CarriageReturn();

    [GeneratedRegex(" \r?$")]
    private static partial Regex TrailingSpace();

    // In pieces, so that this file does not break its own rules.
    [GeneratedRegex(@"(?<![\w.)}])/(wo" + @"rk|ro" + @"ot)/|/tm" + @"p/(bash|wt)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"registry\.(np" + @"mjs|yar" + @"npkg)\.|(api|www)\.nu" + @"get\.org|py" + @"pi\.org")]
    private static partial Regex RegistryHost();
}
