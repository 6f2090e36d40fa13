using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Fulgurite.Product;

/// <summary>
/// A merchant's server on a bare socket: it answers with the statuses that it was given, then with 200, and keeps every
/// byte it got. Each answer closes its connection.
/// </summary>
internal sealed class MerchantServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<int> statuses;
    private readonly Channel<ReceivedPost> arriving = Channel.CreateUnbounded<ReceivedPost>();

    public MerchantServer(params int[] statuses)
    {
        this.statuses = new ConcurrentQueue<int>(statuses);
        listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/callbacks";
        _ = Accept();
    }

    public string Url { get; }

    /// <summary>Everything that has come, in order.</summary>
    public ConcurrentQueue<ReceivedPost> Received { get; } = [];

    /// <summary>The next request that nobody has waited for yet.</summary>
    public async Task<ReceivedPost> Next() => await arriving.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        if (await Read(stream) is not { } post)
        {
            return;
        }

        var status = statuses.TryDequeue(out var scripted) ? scripted : 200;
        var head = $"HTTP/1.1 {status} Scripted\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        Received.Enqueue(post);
        arriving.Writer.TryWrite(post);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        }
        catch (IOException)
        {
            // The sender was killed meanwhile.
        }
    }

    // Null when the sender ends before its request does.
    private static async Task<ReceivedPost?> Read(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var end = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).IndexOf(HeadEnd);
            if (end >= 0)
            {
                var head = Encoding.ASCII.GetString([.. bytes.Take(end)]);
                var body = bytes.Skip(end + HeadEnd.Length).ToArray();
                if (body.Length >= LengthIn(head))
                {
                    return new ReceivedPost(head, body);
                }
            }

            var count = await ReadSome(stream, buffer);
            if (count == 0)
            {
                return null;
            }

            bytes.AddRange(buffer.AsSpan(0, count));
        }
    }

    private static async Task<int> ReadSome(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int LengthIn(string head) => int.Parse(
        head.Split("\r\n").Single(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))[16..],
        CultureInfo.InvariantCulture);
}
