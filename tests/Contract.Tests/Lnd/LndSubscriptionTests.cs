using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;

namespace Fulgurite.Contracts.Lnd;

/// <summary>The stream of settlements and the listing that starts it.</summary>
public sealed class LndSubscriptionTests(LndPeerProcess process)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Sends_a_backlog_of_a_hundred_in_order_across_gaps()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(101, skip: 2);

        var invoices = await node.SubscribeSettledInvoices(3, None).First(100);

        Assert.Equal(Enumerable.Range(2, 100).Select(n => (ulong)n * 3), invoices.Select(i => i.SettleIndex));
        Assert.All(invoices, invoice => Assert.Equal(NodeInvoiceState.Settled, invoice.State));
        Assert.All(invoices, invoice => Assert.Equal(new Msat(1_000), invoice.AmountPaid));
    }

    [Fact]
    public async Task Sends_no_backlog_at_index_zero_and_only_what_settles_from_then_on()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(3);
        await using var invoices = node.SubscribeSettledInvoices(0, None).GetAsyncEnumerator(None);
        var next = invoices.MoveNextAsync();
        await peer.Next("called");

        // The addition comes over the stream as well, and is no settlement.
        var hash = await node.Add();
        await peer.Settle(hash, amountPaidMsat: 21_500);

        Assert.True(await next);
        Assert.Equal(hash, invoices.Current.Hash);
        Assert.Equal(new Msat(21_500), invoices.Current.AmountPaid);
        Assert.Equal(4UL, invoices.Current.SettleIndex);
    }

    [Fact]
    public async Task Goes_on_live_after_the_backlog()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(2);
        await using var invoices = node.SubscribeSettledInvoices(1, None).GetAsyncEnumerator(None);
        Assert.True(await invoices.MoveNextAsync());
        Assert.Equal(2UL, invoices.Current.SettleIndex);

        var hash = await node.Add();
        await peer.Settle(hash, skip: 10);

        Assert.True(await invoices.MoveNextAsync());
        Assert.Equal((hash, 13UL), (invoices.Current.Hash, invoices.Current.SettleIndex));
    }

    [Fact]
    public async Task Resumes_where_a_cut_left_off_without_losing_or_repeating()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(20);
        await peer.Fault("SubscribeInvoices", new JsonObject { ["after"] = 5 });

        var seen = new List<ulong> { 1 };
        while (seen.Count < 20)
        {
            var failure = await Assert.ThrowsAsync<NodeUnavailableException>(
                () => Collect(node.SubscribeSettledInvoices(seen[^1], None), seen, mostAtOnce: 5));
            Assert.Contains("ended the subscription", failure.Message, StringComparison.Ordinal);
            if (seen.Count > 14)
            {
                await peer.Fault("SubscribeInvoices", new JsonObject { ["after"] = 20 - seen.Count });
            }
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(n => (ulong)n), seen);
    }

    [Fact]
    public async Task Fails_when_the_server_ends_the_stream_with_a_status()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(4);
        await peer.Fault("SubscribeInvoices", new JsonObject { ["after"] = 2, ["code"] = 14, ["text"] = "shutting ⚡" });

        var seen = new List<ulong>();
        var failure = await Assert.ThrowsAsync<NodeUnavailableException>(
            () => Collect(node.SubscribeSettledInvoices(1, None), seen, mostAtOnce: 2));

        Assert.Equal([2, 3], seen);
        Assert.Contains("shutting ⚡", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_when_the_connection_breaks_inside_a_message()
    {
        await using var peer = await process.StartNode();
        await using var proxy = new CuttableProxy(peer.Port);
        using var node = new LndNode(peer.Settings(proxy.Port), TimeProvider.System);
        await peer.Fill(2_000);
        await using var invoices = node.SubscribeSettledInvoices(1, None).GetAsyncEnumerator(None);
        Assert.True(await invoices.MoveNextAsync());
        proxy.CutAfter(20_000);

        var seen = new List<ulong> { invoices.Current.SettleIndex };
        await Assert.ThrowsAsync<NodeUnavailableException>(async () =>
        {
            while (await invoices.MoveNextAsync())
            {
                seen.Add(invoices.Current.SettleIndex);
            }
        });

        Assert.Equal(Enumerable.Range(2, seen.Count).Select(n => (ulong)n), seen);
        Assert.InRange(seen.Count, 1, 1_998);
    }

    [Fact]
    public async Task Frees_the_stream_at_the_server_when_the_reader_stops()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(3);

        await node.SubscribeSettledInvoices(1, None).First(1);

        Assert.Equal("SubscribeInvoices", (await peer.Next("cancelled"))["rpc"]!.GetValue<string>());
    }

    [Fact]
    public async Task Frees_the_stream_at_the_server_when_the_caller_cancels()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        using var caller = new CancellationTokenSource();
        await using var invoices = node.SubscribeSettledInvoices(0, caller.Token).GetAsyncEnumerator(None);
        var next = invoices.MoveNextAsync();
        await peer.Next("called");

        await caller.CancelAsync();

        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.Equal(caller.Token, failure.CancellationToken);
        Assert.Equal("SubscribeInvoices", (await peer.Next("cancelled"))["rpc"]!.GetValue<string>());
    }

    [Fact]
    public async Task Has_no_deadline_on_the_stream()
    {
        await using var peer = await process.StartNode();
        using var node = new LndNode(
            peer.Settings() with { Deadline = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);
        await peer.Fill(1);
        await using var invoices = node.SubscribeSettledInvoices(1, None).GetAsyncEnumerator(None);
        var next = invoices.MoveNextAsync();

        Assert.False((await peer.Next("called"))["hasDeadline"]!.GetValue<bool>());

        await peer.Settle(await node.Add());
        Assert.True(await next);
    }

    [Fact]
    public async Task Lists_every_settled_invoice_over_several_pages()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(1_201, everyThirdIsOpen: true);

        var invoices = await node.ListSettledInvoices(None).ToListAsync();

        Assert.Equal(801, invoices.Count);
        Assert.Equal(Enumerable.Range(1, 801).Select(n => (ulong)n), invoices.Select(i => i.SettleIndex));
    }

    [Fact]
    public async Task Lists_nothing_at_a_new_node()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        Assert.Empty(await node.ListSettledInvoices(None).ToListAsync());
    }

    [Fact]
    public async Task Fails_a_listing_that_breaks_off_instead_of_ending_it_early()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(501);
        await using var invoices = node.ListSettledInvoices(None).GetAsyncEnumerator(None);
        Assert.True(await invoices.MoveNextAsync());
        await peer.Fault("ListInvoices", new JsonObject { ["code"] = 14, ["text"] = "gone" });

        await Assert.ThrowsAsync<NodeUnavailableException>(async () =>
        {
            while (await invoices.MoveNextAsync())
            {
            }
        });
    }

    private static async Task Collect(IAsyncEnumerable<NodeInvoice> invoices, List<ulong> seen, int mostAtOnce)
    {
        var before = seen.Count;
        await foreach (var invoice in invoices)
        {
            seen.Add(invoice.SettleIndex);
            Assert.InRange(seen.Count - before, 1, mostAtOnce);
        }
    }
}
