using System.Globalization;

namespace Fulgurite.Simulation;

/// <summary>Seeds that once found something: <c>Seeds.txt</c>, one a line, with what it was.</summary>
internal static class KeptSeeds
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ulong> All { get; } = [.. Read()];

    private static IEnumerable<ulong> Read()
    {
        using var reader = new StreamReader(typeof(KeptSeeds).Assembly.GetManifestResourceStream("Seeds.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return ulong.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
            }
        }
    }
}
