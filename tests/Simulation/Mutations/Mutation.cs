using System.Globalization;

namespace Fulgurite.Simulation.Mutations;

/// <summary>A deliberate fault in one line or two of production code, which the simulation must notice.</summary>
/// <param name="Name">Its file's name: what the broken product does.</param>
/// <param name="File">The source file, from the repository's root.</param>
/// <param name="Danger">What it would cost, in a sentence.</param>
/// <param name="SeedsMax">Within so many seeds it is noticed; 0 where it cannot be, and Danger says why.</param>
/// <param name="Find">The text, which stands in the file exactly once.</param>
/// <param name="Replace">What is put in its place.</param>
internal sealed record Mutation(
    string Name, string File, string Danger, int SeedsMax, string Find, string Replace)
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [.. Load()];

    /// <summary>The mutated text of the file.</summary>
    /// <exception cref="InvalidDataException">The text does not stand there exactly once.</exception>
    public string Apply(string source)
    {
        var first = source.IndexOf(Find, StringComparison.Ordinal);
        if (first < 0 || source.IndexOf(Find, first + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidDataException($"{Name}: the text to be found is not exactly once in {File}.");
        }

        return source.Replace(Find, Replace, StringComparison.Ordinal);
    }

    private static IEnumerable<Mutation> Load()
    {
        var assembly = typeof(Mutation).Assembly;
        const string Folder = "Mutations/";
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (name.StartsWith(Folder, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return Parse(name[Folder.Length..], reader.ReadToEnd());
            }
        }
    }

    // Three lines of facts, then the text to be found and the text to replace it, each under a line of its own.
    private static Mutation Parse(string name, string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split(["--- find\n", "--- replace\n"], StringSplitOptions.None);
        if (parts.Length != 3)
        {
            throw new InvalidDataException($"{name}: a mutation has facts, find and replace.");
        }

        string Fact(string fact) => parts[0].Split('\n')
            .Single(line => line.StartsWith(fact + ": ", StringComparison.Ordinal))[(fact.Length + 2)..];
        return new Mutation(
            name,
            Fact("file"),
            Fact("danger"),
            int.Parse(Fact("seeds"), CultureInfo.InvariantCulture),
            parts[1].TrimEnd('\n'),
            parts[2].TrimEnd('\n'));
    }
}
