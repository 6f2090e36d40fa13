using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Certificates, deadlines, cancellation, and connections that break or fall silent.</summary>
public sealed class LndConnectionTests(LndPeerProcess process)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan ShortDeadline = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Refuses_every_certificate_but_the_pinned_one()
    {
        await using var peer = await process.StartNode();
        using var node = new LndNode(
            peer.Settings() with { CertificatePem = NodeCertificate.Create().CertificatePem }, TimeProvider.System);

        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.AddInvoice(LndInvoices.Ask(), None));

        // The request was never sent: the first that arrives is this one, over the right certificate.
        using var right = peer.Connect();
        await right.GetInfo(None);
        Assert.Equal("GetInfo", (await peer.Next("called"))["rpc"]!.GetValue<string>());
    }

    [Fact]
    public async Task Accepts_the_pinned_certificate_although_it_has_expired()
    {
        var expired = NodeCertificate.Create(validFromDays: -400, validToDays: -1);
        await using var peer = await LndPeer.Start(process, expired);
        using var node = peer.Connect();

        Assert.Equal(BitcoinNetwork.Regtest, (await node.GetInfo(None)).Network);
    }

    [Fact]
    public async Task Fails_at_a_port_where_nobody_listens()
    {
        await using var peer = await process.StartNode();
        using var node = new LndNode(peer.Settings(UnusedPort()), TimeProvider.System);

        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.GetInfo(None));
        await Assert.ThrowsAsync<NodeUnavailableException>(
            () => node.SubscribeSettledInvoices(1, None).ToListAsync().AsTask());
    }

    [Fact]
    public async Task Fails_at_a_port_that_accepts_and_says_nothing()
    {
        await using var peer = await process.StartNode();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var settings = peer.Settings(((IPEndPoint)listener.LocalEndpoint).Port);
        using var node = new LndNode(
            settings, settings.ToChannel() with { ConnectTimeout = ShortDeadline }, TimeProvider.System);

        // A stream has no deadline: it is the connection's own timeout that ends this.
        var failure = await Assert.ThrowsAsync<NodeUnavailableException>(
            () => node.SubscribeSettledInvoices(1, None).ToListAsync().AsTask());

        Assert.Contains("No connection in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_up_at_the_deadline_and_tells_the_server()
    {
        await using var peer = await process.StartNode();
        using var node = new LndNode(peer.Settings() with { Deadline = ShortDeadline }, TimeProvider.System);
        await peer.Fault("AddInvoice", new JsonObject { ["silent"] = true });

        var failure = await Assert.ThrowsAsync<NodeUnavailableException>(
            () => node.AddInvoice(LndInvoices.Ask(), None));

        Assert.Contains("DeadlineExceeded", failure.Message, StringComparison.Ordinal);
        Assert.True((await peer.Next("called"))["hasDeadline"]!.GetValue<bool>());
        Assert.Equal("AddInvoice", (await peer.Next("cancelled"))["rpc"]!.GetValue<string>());
    }

    [Fact]
    public async Task Waits_for_an_answer_that_is_slow_but_in_time()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fault("AddInvoice", new JsonObject { ["delayMs"] = 400 });

        await node.Add();
    }

    [Fact]
    public async Task Stops_a_call_when_the_caller_cancels_and_tells_the_server()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        using var caller = new CancellationTokenSource();
        await peer.Fault("AddInvoice", new JsonObject { ["silent"] = true });
        var call = node.AddInvoice(LndInvoices.Ask(), caller.Token);
        await peer.Next("called");

        await caller.CancelAsync();

        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, failure.CancellationToken);
        Assert.Equal("AddInvoice", (await peer.Next("cancelled"))["rpc"]!.GetValue<string>());
    }

    [Fact(Timeout = 60_000)]
    public async Task Notices_a_connection_that_has_gone_silent()
    {
        await using var peer = await process.StartNode();
        await using var proxy = new CuttableProxy(peer.Port);
        var settings = peer.Settings(proxy.Port);
        var channel = settings.ToChannel() with
        {
            KeepAliveDelay = TimeSpan.FromSeconds(1),
            KeepAliveTimeout = TimeSpan.FromSeconds(1),
        };
        using var node = new LndNode(settings, channel, TimeProvider.System);
        await peer.Fill(2);
        await using var invoices = node.SubscribeSettledInvoices(1, None).GetAsyncEnumerator(None);
        Assert.True(await invoices.MoveNextAsync());

        proxy.GoSilent();
        var silence = Stopwatch.StartNew();
        await Assert.ThrowsAsync<NodeUnavailableException>(async () => await invoices.MoveNextAsync());

        Assert.InRange(silence.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        proxy.Recover();
        Assert.Equal(2UL, (await node.SubscribeSettledInvoices(1, None).First(1)).Single().SettleIndex);
    }

    [Fact(Timeout = 60_000)]
    public async Task Keeps_a_quiet_stream_open_as_long_as_pings_are_answered()
    {
        await using var peer = await process.StartNode();
        var settings = peer.Settings();
        var channel = settings.ToChannel() with
        {
            KeepAliveDelay = TimeSpan.FromSeconds(1),
            KeepAliveTimeout = TimeSpan.FromSeconds(1),
        };
        using var node = new LndNode(settings, channel, TimeProvider.System);
        await using var invoices = node.SubscribeSettledInvoices(1, None).GetAsyncEnumerator(None);
        var next = invoices.MoveNextAsync().AsTask();
        await peer.Next("called");

        // Longer than silence is borne: a lost ping would have ended the stream by then.
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(channel.SilenceMax * 2));
        await peer.Settle(await node.Add());

        Assert.True(await next);
    }

    [Fact]
    public async Task Notices_silence_within_thirty_seconds_with_the_settings_of_production()
    {
        await using var peer = await process.StartNode();
        var channel = peer.Settings().ToChannel();

        Assert.InRange(channel.SilenceMax, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        // Below this LND calls it an attack and closes the connection.
        Assert.True(channel.KeepAliveDelay > TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Connects_again_after_the_connection_broke()
    {
        await using var peer = await process.StartNode();
        await using var proxy = new CuttableProxy(peer.Port);
        using var node = new LndNode(peer.Settings(proxy.Port), TimeProvider.System);
        var hash = await node.Add();
        proxy.CutAfter(0);
        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.LookupInvoice(hash, None));
        proxy.CutAfter(long.MaxValue);

        Assert.NotNull(await node.LookupInvoice(hash, None));
    }

    [Fact]
    public async Task Carries_many_calls_at_once_over_one_connection()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        var hashes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => node.Add()));

        Assert.Equal(200, hashes.Distinct().Count());
    }

    [Fact]
    public async Task Carries_a_message_of_megabytes()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var alias = new string('a', 8_000_000);
        await peer.AnswerInfo(new JsonObject { ["alias"] = alias });

        Assert.Equal(alias, (await node.GetInfo(None)).Alias);
    }

    [Fact]
    public async Task Refuses_a_message_above_the_limit()
    {
        await using var peer = await process.StartNode();
        var settings = peer.Settings();
        using var node = new LndNode(
            settings, settings.ToChannel() with { MessageBytesMax = 1_000 }, TimeProvider.System);
        await peer.AnswerInfo(new JsonObject { ["alias"] = new string('a', 1_001) });

        var failure = await Assert.ThrowsAsync<NodeUnavailableException>(() => node.GetInfo(None));

        Assert.Contains("ResourceExhausted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Puts_the_macaroon_into_no_failure()
    {
        await using var peer = await process.StartNode();
        await using var proxy = new CuttableProxy(peer.Port);
        using var slow = new LndNode(peer.Settings() with { Deadline = ShortDeadline }, TimeProvider.System);
        using var cut = new LndNode(peer.Settings(proxy.Port), TimeProvider.System);
        using var nowhere = new LndNode(peer.Settings(UnusedPort()), TimeProvider.System);
        await peer.Fault("GetInfo", new JsonObject { ["silent"] = true });
        await peer.Fault("CancelInvoice", new JsonObject { ["code"] = 2, ["text"] = "permission denied" });
        proxy.CutAfter(0);
        var hash = LndInvoices.Ask().Preimage.Hash();

        Exception?[] failures =
        [
            await Record.ExceptionAsync(() => slow.GetInfo(None)),
            await Record.ExceptionAsync(() => slow.CancelInvoice(hash, None)),
            await Record.ExceptionAsync(() => cut.GetInfo(None)),
            await Record.ExceptionAsync(() => nowhere.GetInfo(None)),
        ];

        Assert.All(failures, failure =>
            Assert.DoesNotContain(peer.Macaroon, failure!.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(peer.Macaroon, peer.Settings().ToString(), StringComparison.OrdinalIgnoreCase);
        var channel = peer.Settings().ToChannel().ToString();
        Assert.DoesNotContain(peer.Macaroon, channel, StringComparison.OrdinalIgnoreCase);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
