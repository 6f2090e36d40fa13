using System.Globalization;
using System.Text;

namespace Fulgurite.Worlds.Stories;

/// <summary>
/// A failure as a reader who has never seen the code can follow it: what is wrong, and the lines of the history that
/// concern it, in words, with short names.
/// </summary>
internal static class Story
{
    private const int LinesMax = 120;

    /// <summary>A world ends where something is found: its last lines matter, whatever they are about.</summary>
    private const int LastLines = 4;

    /// <summary>What the whole world goes through is part of every story.</summary>
    private static readonly string[] Everybodys =
        ["crashes", "starts,", "goes away", "comes back", "outage", "streams of", "the storm is over"];

    /// <summary>The story of a failure.</summary>
    public static string Of(World world, IReadOnlyList<string> problems) =>
        world.History.IsKept
            ? Told(world, problems, isWhole: false)
            : $"Seed {world.Seed}: {string.Join("; ", problems.Take(3))}";

    /// <summary>The story with every line, for whoever wants to see all of it.</summary>
    public static string WholeOf(World world, IReadOnlyList<string> problems) => Told(world, problems, isWhole: true);

    /// <summary>What is wrong, with short names.</summary>
    public static IEnumerable<string> Findings(World world, IReadOnlyList<string> problems)
    {
        var names = new Names(world);
        return problems.Select(problem => Phrases.In(names.In(problem)));
    }

    private static string Told(World world, IReadOnlyList<string> problems, bool isWhole)
    {
        var names = new Names(world);
        var found = problems.Select(problem => Phrases.In(names.In(problem))).ToList();
        var concerned = Concerned(names, found[0]);
        var lines = world.History.Lines.Where(line => isWhole || line.Who != World.Operator)
            .Select(line => (line.At, line.Who, What: Phrases.In(names.In(line.What)))).ToList();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Seed {world.Seed}: {found[0]}");
        if (names.Legend(concerned).ToList() is { Count: > 0 } legend)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Who is who: {string.Join(", ", legend)}.");
        }

        text.AppendLine();
        var shops = concerned.Select(names.OwnerOf)
            .Where(owner => owner.StartsWith("shop-", StringComparison.Ordinal)).ToHashSet();
        AppendLines(text, lines, what => isWhole || concerned.Count == 0 || Concerns(what, concerned, shops), isWhole);
        text.AppendLine();
        text.AppendLine("What is wrong at the end:");
        foreach (var problem in found.Take(8))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  * {problem}");
        }

        return text.ToString();
    }

    private static void AppendLines(
        StringBuilder text,
        IReadOnlyList<(DateTimeOffset At, string Who, string What)> lines,
        Func<string, bool> concerns,
        bool isWhole)
    {
        var shown = lines.Index()
            .Where(line => concerns(line.Item.What) || line.Index >= lines.Count - LastLines)
            .Select(line => line.Index).ToList();
        var skipped = isWhole ? 0 : Math.Max(0, shown.Count - LinesMax);
        var next = 0;
        foreach (var i in shown.Skip(skipped))
        {
            if (i > next)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    … {i - next} lines that concern others");
            }

            var (at, who, what) = lines[i];
            text.AppendLine(CultureInfo.InvariantCulture, $"  {at:HH:mm:ss.fff}  {who,-8}  {what}");
            next = i + 1;
        }
    }

    // A line about nothing but the shop, such as a reading of its head, is part of each of its invoices' stories.
    private static bool Concerns(string what, HashSet<string> concerned, HashSet<string> shops)
    {
        var mentioned = Names.MentionedIn(what).ToList();
        return Array.Exists(Everybodys, what.Contains)
            || mentioned.Exists(concerned.Contains)
            || (mentioned.Count > 0 && mentioned.TrueForAll(shops.Contains));
    }

    // An invoice's story is its callbacks' too, and a callback's its invoice's.
    private static HashSet<string> Concerned(Names names, string finding)
    {
        var mentioned = Names.MentionedIn(finding).ToHashSet(StringComparer.Ordinal);
        var invoices = mentioned.Select(names.OwnerOf).Where(o => o.StartsWith("invoice-", StringComparison.Ordinal));
        mentioned.UnionWith(invoices.ToList());
        mentioned.UnionWith(names.PairedWith(mentioned));
        mentioned.UnionWith(names.OwnedBy(mentioned).ToList());
        return mentioned;
    }
}
