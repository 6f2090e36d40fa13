using System.ComponentModel;
using System.Diagnostics;

namespace Fulgurite.Sandbox.Azurite;

/// <summary>Runs a command to its end.</summary>
internal static class ToolRun
{
    private const string NodeMissing =
        "Node.js was not found: install Node.js 20 or newer with npm, or keep the tables in memory (--ephemeral).";

    /// <summary>What the command wrote to its standard output.</summary>
    /// <exception cref="LocalToolException">It is not installed, or failed; the message has its last line.</exception>
    public static async Task<string> Output(string folder, string[] command, CancellationToken cancel)
    {
        using var process = Start(folder, command);
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new LocalToolException($"'{string.Join(' ', command)}' failed: {LastLine(await errors)}");
    }

    private static Process Start(string folder, string[] command)
    {
        // On Windows npm is a batch file, which only the command interpreter can start.
        string[] platformed = OperatingSystem.IsWindows() ? ["cmd", "/c", .. command] : command;
        var start = new ProcessStartInfo(platformed[0], platformed.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start);
            Invariant.Holds(process is not null, "a started command is a process");
            return process;
        }
        catch (Win32Exception e)
        {
            throw new LocalToolException(NodeMissing, e);
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
}
