using System.Globalization;

namespace Fulgurite.Sandbox.Azurite;

/// <summary>
/// A running Azurite, Microsoft's emulator, serving tables only. It runs in a session of its own and outlives a crash
/// of the app; the next start adopts it. It writes its data every 5 s and when it is stopped as below; killed any other
/// way, it loses what it acknowledged last.
/// </summary>
public sealed class AzuriteProcess
{
    private const string SavedLine = "Table service successfully closed";
    private const int LogTailBytes = 4 * 1024;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);
    private readonly AzuriteOptions options;
    private volatile AzuritePid process;

    private AzuriteProcess(AzuriteOptions options, AzuritePid process, bool isAdopted)
    {
        this.options = options;
        this.process = process;
        IsAdopted = isAdopted;
    }

    /// <summary>Where the tables are. An adopted Azurite keeps the port that it was started with.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{process.Port}/devstoreaccount1");

    /// <summary>Its process.</summary>
    public int ProcessId => process.Pid;

    /// <summary>True when it already ran.</summary>
    public bool IsAdopted { get; }

    /// <summary>
    /// Adopts the Azurite of the data folder, or installs and starts one. Returns when it answers.
    /// </summary>
    /// <exception cref="LocalToolException">No Node.js, the port is in use, or Azurite does not start.</exception>
    public static async Task<AzuriteProcess> Start(AzuriteOptions options, CancellationToken cancel)
    {
        Directory.CreateDirectory(options.DataFolder);
        if (await Adopt(options, cancel) is { } adopted)
        {
            return adopted;
        }

        var process = await Launch(options, cancel);
        await WaitUntilItAnswers(process, options, cancel);
        return new AzuriteProcess(options, process, isAdopted: false);
    }

    /// <summary>Adopts the Azurite that serves the data folder, once it answers; null where none runs.</summary>
    /// <exception cref="LocalToolException">It runs, and does not answer.</exception>
    public static async Task<AzuriteProcess?> Adopt(AzuriteOptions options, CancellationToken cancel)
    {
        if (AzuritePid.ReadLive(options) is not { } running)
        {
            return null;
        }

        await WaitUntilItAnswers(running, options, cancel);
        return new AzuriteProcess(options, running, isAdopted: true);
    }

    /// <summary>
    /// True once somebody ended it. One that has saved has ended too, though it may wait for its clients to leave.
    /// </summary>
    public bool HasEnded => !process.IsRunning() || HasSaved();

    /// <summary>Starts it again where <see cref="HasEnded"/>, in the same folder and on the same port.</summary>
    /// <exception cref="LocalToolException">It does not start.</exception>
    public async Task StartAgain(CancellationToken cancel)
    {
        // Its own, found through the file, unless another process was given its number.
        if (AzuritePid.ReadLive(options) is { } lingering)
        {
            AzuriteSignal.End(lingering.Pid);
            await WaitUntilGone(lingering, cancel);
        }

        var again = await Launch(options with { Port = process.Port }, cancel);
        process = again;
        await WaitUntilItAnswers(again, options, cancel);
    }

    /// <summary>Has it write its data and ends it; at most about 10 s, mostly a fraction of one.</summary>
    public async Task Stop()
    {
        // Whoever serves the folder by now: a start that was given up may have gone further than we know.
        if (AzuritePid.ReadLive(options) is { } live)
        {
            AzuriteSignal.AskToEnd(live.Pid);
            var deadline = options.Time.GetUtcNow() + (OperatingSystem.IsWindows() ? TimeSpan.Zero : StopWithin);
            while (live.IsRunning() && !HasSaved() && options.Time.GetUtcNow() < deadline)
            {
                await Task.Delay(Poll, options.Time);
            }

            // It says that it has saved, and then may linger until the last client lets go of its connection.
            AzuriteSignal.End(live.Pid);
        }

        File.Delete(options.PidFile);
    }

    private static async Task<AzuritePid> Launch(AzuriteOptions options, CancellationToken cancel)
    {
        if (AzuriteProbe.IsInUse(options.Port))
        {
            throw new LocalToolException($"Port {options.Port} is in use: stop what listens there, or choose another.");
        }

        var folder = await AzuriteInstall.Ensure(options.ToolsFolder, cancel);
        var port = options.Port.ToString(CultureInfo.InvariantCulture);
        string[] launcher =
            ["node", "launch.cjs", Path.GetFullPath(options.LogFile), Path.GetFullPath(options.PidFile), port];
        string[] azurite =
            ["node_modules/azurite/dist/src/table/main.js", "--location", Path.GetFullPath(options.DataFolder)];
        string[] listener = ["--tableHost", "127.0.0.1", "--tablePort", port];
        string[] modes = ["--silent", "--skipApiVersionCheck", "--disableTelemetry"];
        await ToolRun.Output(folder, [.. launcher, .. azurite, .. listener, .. modes], cancel);
        var process = AzuritePid.Read(options);
        Invariant.Holds(process is not null, "the launcher names what it launched");
        return process;
    }

    private static async Task WaitUntilItAnswers(
        AzuritePid process, AzuriteOptions options, CancellationToken cancel)
    {
        var deadline = options.Time.GetUtcNow() + StartWithin;
        while (!await AzuriteProbe.Answers(process.Port, cancel))
        {
            if (!process.IsRunning() || options.Time.GetUtcNow() > deadline)
            {
                throw new LocalToolException($"Azurite does not answer on port {process.Port}; see {options.LogFile}.");
            }

            await Task.Delay(Poll, options.Time, cancel);
        }
    }

    private async Task WaitUntilGone(AzuritePid ending, CancellationToken cancel)
    {
        var deadline = options.Time.GetUtcNow() + StopWithin;
        while (ending.IsRunning() && options.Time.GetUtcNow() < deadline)
        {
            await Task.Delay(Poll, options.Time, cancel);
        }
    }

    private bool HasSaved() => File.Exists(options.LogFile)
        && Read(options.LogFile).Contains(SavedLine, StringComparison.Ordinal);

    // The last lines. Azurite has the file open for writing.
    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Max(0, stream.Length - LogTailBytes);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
