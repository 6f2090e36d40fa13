using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fulgurite.Simulation.Mutations;

/// <summary>Lives seeds with a mutated assembly, in a copy of this program's folder and a process of its own.</summary>
internal static partial class MutationRun
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(5);

    /// <summary>What came of it.</summary>
    /// <param name="mutation">Which.</param>
    /// <param name="build">Compiles it.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="seedsMax">When to give up.</param>
    /// <param name="isTold">Whether the failure's story is wanted.</param>
    /// <param name="settings">Options that are the same in all lives, as <c>name=number</c>.</param>
    public static MutationOutcome Execute(
        Mutation mutation,
        MutatedBuild build,
        ulong first,
        int seedsMax,
        bool isTold = false,
        params IReadOnlyList<string> settings)
    {
        var (file, image) = build.Compile(mutation);
        var folder = Directory.CreateTempSubdirectory("fulgurite-mutation-");
        try
        {
            Copy(AppContext.BaseDirectory, folder.FullName);
            File.WriteAllBytes(Path.Combine(folder.FullName, file), image);
            var outcome = Live(folder.FullName, first, seedsMax, settings);
            return isTold && outcome.Seed is { } seed
                ? outcome with { Finding = Run(folder.FullName, ["seed", Text(seed), .. Set(settings)])?.Output ?? "" }
                : outcome;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MutationOutcome Live(
        string folder, ulong first, int seedsMax, IReadOnlyList<string> settings)
    {
        // One thread: the count of seeds is exact.
        string[] arguments =
        [
            "run", "--brief", "--stop-after", "1", "--parallel", "1",
            "--from", Text(first), "--count", Text((ulong)seedsMax), .. Set(settings),
        ];
        if (Run(folder, arguments) is not var (exitCode, text, errors))
        {
            return new MutationOutcome(1, null, "never ends");
        }

        if (Failed().Match(text) is { Success: true } failed)
        {
            var seed = ulong.Parse(failed.Groups[1].Value, CultureInfo.InvariantCulture);
            return new MutationOutcome(SeedsOf(text), seed, failed.Groups[2].Value);
        }

        return exitCode == 0
            ? new MutationOutcome(null, null, "nothing was noticed")
            : new MutationOutcome(1, null, errors.Split('\n')[0]);
    }

    // Null when it does not end. Always through the framework's host, which loads what lies in the folder.
    private static (int ExitCode, string Output, string Errors)? Run(string folder, IReadOnlyList<string> arguments)
    {
        var program = Path.Combine(folder, Path.GetFileName(typeof(MutationRun).Assembly.Location));
        var isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var host = isHosted ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(host, [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync();
        var errors = child.StandardError.ReadToEndAsync();
        if (!child.WaitForExit(TimeMax))
        {
            child.Kill(entireProcessTree: true);
            return null;
        }

        return (child.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private static IEnumerable<string> Set(IReadOnlyList<string> settings) =>
        settings.SelectMany(setting => new[] { "--set", setting });

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static int SeedsOf(string text) =>
        int.Parse(
            Counted().Matches(text)[^1].Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.TopDirectoryOnly))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    [GeneratedRegex(@"^seed ([0-9]+) fails: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Failed();

    [GeneratedRegex(@"^([0-9,]+) seeds in ", RegexOptions.Multiline)]
    private static partial Regex Counted();
}
