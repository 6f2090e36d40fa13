using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Fulgurite.App.Callbacks;
using Fulgurite.Callbacks;

namespace Fulgurite.Contracts.Callbacks;

/// <summary>What a merchant's server can do to us, over real sockets.</summary>
public sealed class CallbackHttpTests
{
    private const string Thanks = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    private static readonly byte[] Body = "{\"id\":475}"u8.ToArray();
    private static readonly CallbackHeader[] Headers =
        [new("X-Processing-Key", "pk"), new("X-Processing-Signature", "ab")];

    private readonly ManualClock clock = new();

    [Fact]
    public async Task Sends_exactly_these_bytes_and_no_trace_of_ours()
    {
        using var traced = new Activity("inside").Start();
        await using var server = new HostileServer(Thanks);

        var answer = await Post(server.Url);

        Assert.Equal(new CallbackAnswer(200, null, "OK"), answer);
        Assert.Equal(
            $"POST /callback?shop=1 HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nUser-Agent: Fulgurite/1\r\n"
            + "X-Processing-Key: pk\r\nX-Processing-Signature: ab\r\n"
            + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"id\":475}",
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Uses_a_connection_again()
    {
        await using var server = new HostileServer(Thanks);
        using var http = Transport();

        await http.Post(server.Url, Headers, Body, CancellationToken.None);
        await http.Post(server.Url, Headers, Body, CancellationToken.None);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Does_not_follow_a_redirect(int status)
    {
        await using var elsewhere = new HostileServer(Thanks);
        await using var server = new HostileServer(
            $"HTTP/1.1 {status} Go\r\nLocation: {elsewhere.Url}\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(new CallbackAnswer(status, null, ""), await Post(server.Url));
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    public async Task Waits_ten_seconds_for_an_answer_and_no_longer(string beginning)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new HostileServer(async (stream, cancel) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning), cancel);
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return false;
        });

        var posting = Post(server.Url);
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(posting.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(new CallbackAnswer(null, "no answer within 10 seconds", ""), await posting);
    }

    [Fact]
    public async Task Takes_the_status_for_the_answer_when_the_body_breaks_off()
    {
        await using var server = new HostileServer(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nOK"u8.ToArray(), cancel);
            return false;
        });

        Assert.Equal(new CallbackAnswer(200, null, ""), await Post(server.Url));
    }

    [Fact]
    public async Task Reads_64_KiB_of_an_answer_that_never_ends()
    {
        await using var server = new HostileServer(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), cancel);
            var flood = Encoding.ASCII.GetBytes(new string('x', 8192));
            while (true)
            {
                await stream.WriteAsync(flood, cancel);
            }
        });

        Assert.Equal(new CallbackAnswer(200, null, new string('x', 500)), await Post(server.Url));
    }

    [Fact]
    public async Task Gives_up_on_headers_that_never_end()
    {
        await using var server = new HostileServer(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-Flood: "u8.ToArray(), cancel);
            var flood = Encoding.ASCII.GetBytes(new string('x', 8192));
            while (true)
            {
                await stream.WriteAsync(flood, cancel);
            }
        });

        Assert.Equal(new CallbackAnswer(null, "the request failed", ""), await Post(server.Url));
    }

    [Theory]
    [InlineData("", "the connection was closed before the answer")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "the connection was closed before the answer")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n\r\n", "the answer was not HTTP")]
    [InlineData("\0\u0001\u0002\r\n\r\n", "the answer was not HTTP")]
    public async Task Tells_in_a_few_words_why_there_was_no_answer(string bytes, string problem)
    {
        await using var server = new HostileServer(async (stream, cancel) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), cancel);
            return false;
        });

        Assert.Equal(new CallbackAnswer(null, problem, ""), await Post(server.Url));
    }

    [Fact]
    public async Task A_closed_port_and_a_server_without_TLS_are_told_apart()
    {
        Uri closed;
        await using (var gone = new HostileServer(Thanks))
        {
            closed = gone.Url;
        }

        using var plain = new TcpListener(System.Net.IPAddress.Loopback, 0);
        plain.Start();
        var posting = Post(new Uri($"https://{plain.LocalEndpoint}/"));
        using (var client = await plain.AcceptTcpClientAsync())
        {
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        }

        Assert.Equal("the TLS certificate or handshake was refused", (await posting).Problem);
        Assert.Equal("no connection could be made", (await Post(closed)).Problem);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        await using var server = new HostileServer(Thanks);
        using var http = new CallbackHttp(new TargetPolicy(AllowsLocal: false), clock);
        var inside = new Uri($"https://localhost:{server.Port}/");

        var answer = await http.Post(inside, Headers, Body, CancellationToken.None);

        Assert.Equal("the host name leads to a private or reserved address", answer.Problem);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task An_address_that_may_not_be_set_is_not_called_either()
    {
        await using var server = new HostileServer(Thanks);
        using var http = new CallbackHttp(new TargetPolicy(AllowsLocal: false), clock);

        var answer = await http.Post(server.Url, Headers, Body, CancellationToken.None);

        Assert.Equal(new CallbackAnswer(null, "the address must begin with https://", ""), answer);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_an_answer()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new HostileServer(async (_, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
            return false;
        });
        using var http = Transport();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => http.Post(server.Url, Headers, Body, stop.Token));
    }

    [Fact]
    public async Task An_excerpt_is_printable_and_never_ends_within_a_character()
    {
        var text = "\0\u001b[31m" + new string('x', 495) + "😀";
        var bytes = Encoding.UTF8.GetBytes(text);
        await using var server = new HostileServer(
            $"HTTP/1.1 500 No\r\nContent-Length: {bytes.Length}\r\n\r\n" + Encoding.Latin1.GetString(bytes));

        var answer = await Post(server.Url);

        Assert.Equal("[31m" + new string('x', 495), answer.Excerpt);
    }

    private async Task<CallbackAnswer> Post(Uri url)
    {
        using var http = Transport();
        return await http.Post(url, Headers, Body, CancellationToken.None);
    }

    private CallbackHttp Transport() => new(new TargetPolicy(AllowsLocal: true), clock);
}
