using System.Diagnostics;
using System.Globalization;
using System.Net;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Subjects;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// The package that is deployed, as <c>dotnet publish</c> makes it: from the start of the process that host.json names
/// to its first answer. It is asked as the Functions host asks: again and again until somebody answers.
/// </summary>
internal static class ColdStart
{
    private const string Name = "coldstart";
    private const int Runs = 10;
    private const double AnswerMsMax = 300;

    public static async Task Run(BenchOptions options, Report report)
    {
        using var scratch = new ScratchFolder();
        await Publish(scratch.Path);
        var executable = scratch.File("fulgurite");
        report.Add(Name, "executable", new FileInfo(executable).Length / 1e6, "MB");
        foreach (var (path, target) in ((string, Target?)[])[("/", null), ("/api/v2/ping", Target.AtMost(AnswerMsMax))])
        {
            var (times, processor) = (new Latencies(), new Latencies());
            for (var i = 0; i <= Runs; i++)
            {
                var (elapsed, used) = await Start(executable, path);
                if (i > 0)
                {
                    times.Add(elapsed.TotalMilliseconds);
                    processor.Add(used.TotalMilliseconds);
                }
            }

            report.Add(Name, $"to the first answer of {path}, median of {Runs}", times.At(0.5), "ms", target);
            report.Add(Name, $"to the first answer of {path}, slowest of {Runs}", times.At(1), "ms");
            report.Add(Name, $"to the first answer of {path}, its processor time", processor.At(0.5), "ms");
        }
    }

    private static async Task Publish(string folder)
    {
        var project = Path.Combine(Repository.Root, "src/App");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["publish", project, "-c", "Release", "-o", folder, "--nologo", "-v", "q", "--disable-build-servers"])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Invariant.Holds(publish.ExitCode == 0, $"the package can be published: {said}");
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Used)> Start(string executable, string path)
    {
        var port = Product.FreePort();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(Serve(executable, port))!;
        while (!await Answers(client, new Uri($"http://127.0.0.1:{port}{path}")))
        {
            await Task.Delay(1);
        }

        var elapsed = Stopwatch.GetElapsedTime(begun);
        process.Refresh();
        var used = process.TotalProcessorTime;
        process.Kill();
        await process.WaitForExitAsync();
        return (elapsed, used);
    }

    private static async Task<bool> Answers(HttpClient client, Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Addresses that lead nowhere: what is asked needs none of them.
    private static ProcessStartInfo Serve(string executable, int port) => new(executable, ["serve"])
    {
        RedirectStandardOutput = true,
        Environment =
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["FULGURITE_TABLES_URI"] = "https://nowhere.invalid/",
            ["ServiceBus__fullyQualifiedNamespace"] = "nowhere.invalid",
            ["FULGURITE_VAULT_URI"] = "https://nowhere.invalid/",
            ["FULGURITE_LND_ADDRESS"] = "127.0.0.1:10009",
        },
    };
}
