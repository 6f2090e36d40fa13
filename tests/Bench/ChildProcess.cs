using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Fulgurite.Bench;

/// <summary>This program again, in another role (<see cref="Children"/>): talked to in lines of JSON.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static ChildProcess Start(string role, params string[] args) =>
        new(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["child", role, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    /// <summary>The next line of JSON that it says. Its logs are on the same stream, and passed over.</summary>
    public async Task<JsonNode> Read()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonNode.Parse(line)!;
            }
        }

        throw new InvalidOperationException("a child ended before it answered");
    }

    /// <summary>Says a line, and waits for its answer.</summary>
    public async Task<JsonNode> Ask(JsonNode question)
    {
        await process.StandardInput.WriteLineAsync(question.ToJsonString());
        await process.StandardInput.FlushAsync();
        return await Read();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
