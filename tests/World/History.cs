using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Fulgurite.Worlds;

/// <summary>What happened in a world, a line each: what a failing seed prints.</summary>
internal sealed partial class History(Scheduler scheduler)
{
    private const int LineMax = 240;

    private readonly List<string> lines = [];

    /// <summary>Writes a line.</summary>
    public void Add(string who, string what) => lines.Add(string.Create(
        CultureInfo.InvariantCulture, $"{scheduler.Now:dd HH:mm:ss.ffffff} {who,-10} {Shortened(what)}"));

    /// <summary>A fingerprint of every line: the same for every run of a seed.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    /// <summary>The last lines.</summary>
    public string Tail(int count) => string.Join('\n', lines.TakeLast(count));

    /// <summary>Every line into a file; where it is.</summary>
    public string Save(ulong seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "Histories"));
        var file = Path.Combine(folder.FullName, $"seed-{seed}.txt");
        File.WriteAllLines(file, lines);
        return file;
    }

    /// <summary>The lines that mention an id or hash of a text.</summary>
    public string About(string text)
    {
        var ids = Ids().Matches(text).Select(id => id.Value).Distinct().Take(3).ToList();
        return string.Join('\n', lines.Where(line => ids.Exists(id => line.Contains(id, StringComparison.Ordinal))));
    }

    // Batches can be long; their beginning tells what they are about.
    private static string Shortened(string what) => what.Length <= LineMax ? what : what[..LineMax] + "…";

    [GeneratedRegex("[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();
}
