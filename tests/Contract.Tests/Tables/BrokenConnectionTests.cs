using System.Net;
using System.Net.Sockets;
using System.Text;
using Fulgurite.Azure.Tables;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>
/// A kept connection that ends after it took a commit: <see cref="HttpClient"/> would repeat some requests by itself.
/// </summary>
public sealed class BrokenConnectionTests
{
    private const string Success = "HTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\nContent-Length: 0\r\n\r\n";
    private static readonly RowKey Key = new("p", "r");

    public static TheoryData<RowWriteKind> Kinds => [.. Enum.GetValues<RowWriteKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Does_not_send_again_what_a_connection_that_broke_may_have_carried(RowWriteKind kind)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var store = AzureTableStore.WithSharedKey(
            new AzureTableOptions(new Uri($"http://127.0.0.1:{port}/account"), TimeProvider.System),
            new SharedKey("account", "a2V5"));
        var serving = Serve(server);

        var first = await store.Commit(new TableName("faults"), new RowBatch([RowWrite.Put(Key, [])]), default);
        var second = await store.Commit(new TableName("faults"), new RowBatch([Write(kind)]), default);

        Assert.Equal((CommitStatus.Committed, CommitStatus.Unknown), (first.Status, second.Status));
        await serving;
        Assert.False(server.Pending());
    }

    // One connection: the first request is answered, after the second it ends.
    private static async Task Serve(TcpListener server)
    {
        using var connection = await server.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        await ReadRequest(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Success));
        await ReadRequest(stream);
    }

    private static async Task ReadRequest(NetworkStream stream)
    {
        var (text, chunk) = ("", new byte[8192]);
        int end;
        while ((end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || text.Length < end + 4 + Length(text))
        {
            var read = await stream.ReadAsync(chunk);
            Assert.NotEqual(0, read);
            text += Encoding.ASCII.GetString(chunk, 0, read);
        }
    }

    private static int Length(string request)
    {
        var header = request.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return header is null ? 0 : int.Parse(header["Content-Length: ".Length..]);
    }

    private static RowWrite Write(RowWriteKind kind) => kind switch
    {
        RowWriteKind.Insert => RowWrite.Insert(Key, []),
        RowWriteKind.Replace => RowWrite.Replace(Key, [], new ETag("W/\"1\"")),
        RowWriteKind.Merge => RowWrite.MergeAny(Key, []),
        RowWriteKind.Put => RowWrite.Put(Key, []),
        RowWriteKind.Delete => RowWrite.DeleteAny(Key),
    };
}
