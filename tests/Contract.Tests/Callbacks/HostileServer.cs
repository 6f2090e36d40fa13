using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fulgurite.Contracts.Callbacks;

/// <summary>
/// A merchant's server as a bare socket: it reads one request after the other and lets a test write any bytes back.
/// </summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentQueue<Task> conversations = [];
    private readonly Func<Stream, CancellationToken, Task<bool>> answer;
    private readonly Task accepting;

    /// <summary>Starts listening.</summary>
    /// <param name="answer">Answers one request; false closes the connection.</param>
    public HostileServer(Func<Stream, CancellationToken, Task<bool>> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Answers each request with these bytes and keeps the connection.</summary>
    public HostileServer(string bytes)
        : this(async (stream, cancel) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), cancel);
            return true;
        })
    {
    }

    /// <summary>Each request, whole.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public int Connections => conversations.Count;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/callback?shop=1");

    public async ValueTask DisposeAsync()
    {
        // In this order: a listener that was stopped refuses to accept, and that is no end of a test.
        await closing.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(conversations);
        closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                conversations.Enqueue(Converse(await listener.AcceptTcpClientAsync(closing.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Converse(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = connection.GetStream();
            do
            {
                Requests.Enqueue(await ReadRequest(stream));
            }
            while (await answer(stream, closing.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The caller went, or the test is over.
        }
    }

    private async Task<string> ReadRequest(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, closing.Token);
            text.Append((char)one[0]);
        }

        var declared = text.ToString().Split("\r\n").Single(line => line.StartsWith("Content-Length: "));
        var body = new byte[int.Parse(declared.Split(' ')[1])];
        await stream.ReadExactlyAsync(body, closing.Token);
        return text + Encoding.Latin1.GetString(body);
    }
}
