using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Fulgurite.Contracts.Lnd;

[assembly: AssemblyFixture(typeof(LndPeerProcess))]

namespace Fulgurite.Contracts.Lnd;

/// <summary>
/// The process of tests/Peers/lnd.mjs, started when a test first needs it. Every test has stand-ins of its own in it.
/// </summary>
public sealed class LndPeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    private readonly Lazy<Task<Process>> started;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> waiting = new();
    private readonly ConcurrentDictionary<int, Channel<JsonObject>> events = new();
    private readonly Lock writing = new();
    private int lastId;

    public LndPeerProcess() => started = new Lazy<Task<Process>>(Start);

    /// <summary>Runs one command in the process.</summary>
    public async Task<JsonObject> Send(string command, JsonObject? arguments = null)
    {
        var process = await started.Value;
        var id = Interlocked.Increment(ref lastId);
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;

        var line = arguments ?? [];
        line["id"] = id;
        line["command"] = command;
        lock (writing)
        {
            process.StandardInput.WriteLine(line.ToJsonString());
            process.StandardInput.Flush();
        }

        var result = await answer.Task.WaitAsync(AnswerTimeout);
        Invariant.Holds(result["error"] is null, $"the peer obeys {command}: {result["error"]}");
        return result;
    }

    /// <summary>What a stand-in tells of itself, in order.</summary>
    internal ChannelReader<JsonObject> EventsOf(int node) => EventsFor(node).Reader;

    /// <summary>A fresh stand-in for LND.</summary>
    internal async Task<LndPeer> StartNode(bool signs = false) =>
        await LndPeer.Start(this, NodeCertificate.Create(), signs);

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated)
        {
            return;
        }

        using var process = await started.Value;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    private Channel<JsonObject> EventsFor(int node) =>
        events.GetOrAdd(node, _ => Channel.CreateUnbounded<JsonObject>());

    private async Task<Process> Start()
    {
        var process = Process.Start(NodePeers.Program(await NodePeers.Folder(), "node", "lnd.mjs"))!;
        _ = Read(process);
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }

    private async Task Read(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var message = JsonNode.Parse(line)!.AsObject();
            if (message["id"] is { } id && waiting.TryRemove(id.GetValue<int>(), out var answer))
            {
                answer.SetResult(message);
            }
            else if (message["node"] is { } node)
            {
                EventsFor(node.GetValue<int>()).Writer.TryWrite(message);
            }
        }
    }
}
