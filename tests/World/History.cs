using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Worlds;

/// <summary>What happened in a world, a line each: what a failing seed prints.</summary>
internal sealed class History(Scheduler scheduler)
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

    // Batches can be long; their beginning tells what they are about.
    private static string Shortened(string what) => what.Length <= LineMax ? what : what[..LineMax] + "…";
}
