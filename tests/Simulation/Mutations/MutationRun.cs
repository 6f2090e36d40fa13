using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fulgurite.Simulation.Mutations;

/// <summary>Lives seeds with a mutated assembly, in a copy of this program's folder and a process of its own.</summary>
internal static partial class MutationRun
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(4);

    /// <summary>What came of it.</summary>
    /// <param name="mutation">Which.</param>
    /// <param name="build">Compiles it.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="seedsMax">When to give up.</param>
    /// <param name="parallel">Threads; the count of seeds is exact with one.</param>
    public static MutationOutcome Execute(Mutation mutation, MutatedBuild build, ulong first, int seedsMax, int parallel = 1)
    {
        var (file, image) = build.Compile(mutation);
        var folder = Directory.CreateTempSubdirectory("fulgurite-mutation-");
        try
        {
            Copy(AppContext.BaseDirectory, folder.FullName);
            File.WriteAllBytes(Path.Combine(folder.FullName, file), image);
            return Live(folder.FullName, first, seedsMax, parallel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MutationOutcome Live(string folder, ulong first, int seedsMax, int parallel)
    {
        var program = Path.GetFileName(typeof(MutationRun).Assembly.Location);
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(folder, program), "run", "--brief", "--stop-after", "1",
            "--from", first.ToString(CultureInfo.InvariantCulture),
            "--count", seedsMax.ToString(CultureInfo.InvariantCulture),
            "--parallel", parallel.ToString(CultureInfo.InvariantCulture),
        ];

        // Started as the framework's host: the program's own host would load the assemblies beside itself.
        foreach (var argument in IsHost(start.FileName) ? arguments : arguments.Prepend("exec"))
        {
            start.ArgumentList.Add(argument);
        }

        start.FileName = IsHost(start.FileName) ? start.FileName : "dotnet";
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync();
        var errors = child.StandardError.ReadToEndAsync();
        if (!child.WaitForExit(TimeMax))
        {
            child.Kill(entireProcessTree: true);
            return new MutationOutcome(1, null, "never ends");
        }

        var text = output.GetAwaiter().GetResult();
        return Failed().Match(text) is { Success: true } failed
            ? new MutationOutcome(SeedsOf(text), ulong.Parse(failed.Groups[1].Value, CultureInfo.InvariantCulture), failed.Groups[2].Value)
            : child.ExitCode == 0
                ? new MutationOutcome(null, null, "nothing was noticed")
                : new MutationOutcome(1, null, errors.GetAwaiter().GetResult().Split('\n')[0]);
    }

    private static bool IsHost(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";

    private static int SeedsOf(string text) =>
        int.Parse(Counted().Matches(text)[^1].Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

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
