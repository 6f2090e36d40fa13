namespace Fulgurite.Tidy;

/// <summary>
/// The ratchet: Allowed.txt names each file that may break one rule, and why. Lines read
/// <c>rule | path | reason</c>; empty lines and lines that begin with <c>;</c> say nothing.
/// </summary>
internal sealed class Allowances
{
    private readonly HashSet<(string Rule, string Path)> entries = [];

    private Allowances(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != ';'))
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            Assert.True(parts is [_, _, { Length: > 9 }], $"not rule | path | reason: {line}");
            Assert.True(entries.Add((parts[0], parts[1])), $"allowed twice: {line}");
        }
    }

    public IReadOnlySet<(string Rule, string Path)> Entries => entries;

    /// <summary>Reads the list of a repository; a repository without one allows nothing.</summary>
    public static Allowances Of(Repository repository) =>
        new(repository.Files.Where(file => file.Path == "tests/Tidy/Allowed.txt").SelectMany(file => file.Lines));

    public bool Cover(Violation violation) => entries.Contains((violation.Rule, violation.Path));
}
