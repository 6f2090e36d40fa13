using System.Net;
using System.Net.Sockets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>
/// A TCP relay in front of a server that can go silent without closing, as a lost route or a dead NAT entry does, or
/// break off after a number of bytes.
/// </summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int targetPort;
    private readonly CancellationTokenSource stopped = new();
    private readonly Lock changing = new();
    private readonly List<Socket> sockets = [];
    private long answerBytesLeft = long.MaxValue;
    private volatile bool silent;

    public CuttableProxy(int targetPort)
    {
        this.targetPort = targetPort;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>From now on nothing is relayed, in either direction, and nothing is closed.</summary>
    public void GoSilent() => silent = true;

    /// <summary>Relays again, for new connections.</summary>
    public void Recover() => silent = false;

    /// <summary>Breaks the connection after so many more bytes from the server.</summary>
    public void CutAfter(long answerBytes) => Interlocked.Exchange(ref answerBytesLeft, answerBytes);

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        CloseAll();
        stopped.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stopped.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                lock (changing)
                {
                    sockets.AddRange([client, server]);
                }

                await server.ConnectAsync(IPAddress.Loopback, targetPort, stopped.Token);
                _ = Relay(client, server, isAnswer: false);
                _ = Relay(server, client, isAnswer: true);
            }
        }
        catch (OperationCanceledException)
        {
            // The proxy is disposed.
        }
        catch (SocketException)
        {
            // The same, noticed by the listener first; or the server is gone, and no test goes on after that.
        }
    }

    private async Task Relay(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, stopped.Token) is > 0 and var read)
            {
                if (silent)
                {
                    return; // Both sockets stay open.
                }

                if (isAnswer && Interlocked.Add(ref answerBytesLeft, -read) < 0)
                {
                    CloseAll();
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, read), stopped.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (OperationCanceledException)
        {
            // The proxy is disposed.
        }
        catch (SocketException)
        {
            // One side is gone, and CloseAll or the side itself tells the other.
        }
        catch (ObjectDisposedException)
        {
            // CloseAll was first.
        }
    }

    private void CloseAll()
    {
        lock (changing)
        {
            sockets.ForEach(socket => socket.Close());
            sockets.Clear();
        }
    }
}
