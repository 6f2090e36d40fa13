using System.Runtime.CompilerServices;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Sandbox.Network;
using Fulgurite.Tests.Identity;

namespace Fulgurite.Tests.Invoices;

public sealed class RelaySettlementsTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task The_cursor_does_not_pass_what_settled_while_the_backlog_was_listed()
    {
        var node = new SandboxNode(
            new NodePrivateKey([.. Enumerable.Repeat((byte)1, NodePrivateKey.Length)]),
            null,
            new ScriptedRandomness(1),
            clock);
        string[] invoices = [await Issue(node, 1), await Issue(node, 2), await Issue(node, 3)];
        var cursor = new RelayCursor(new MemoryTableStore());
        var busy = new BusyNode(node, invoices, clock);
        var publish = new PublishSettlements(new FailingAt(3), new MessageSeal(Samples.MasterKey));
        var first = new FirstSettlements(busy, publish, cursor);
        var relay = new RelaySettlements(busy, publish, first, cursor, clock);

        // The first listing passed the second by while it was open; the bus fails when its turn comes.
        await Assert.ThrowsAsync<BusUnavailableException>(() => relay.Execute(node.Id, CancellationToken.None));
        Assert.Equal(0UL, await cursor.Load(node.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_backlog_is_sent_sixteen_at_once_and_counts_as_published_up_to_the_first_gap()
    {
        var sends = new List<TaskCompletionSource>();
        await using var window = new SettlementWindow(
            _ =>
            {
                sends.Add(new TaskCompletionSource());
                return sends[^1].Task;
            },
            100);
        for (var n = 1UL; n <= SettlementWindow.Width; n++)
        {
            await window.Add(Settled(100 + n));
        }

        var waiting = window.Add(Settled(117));
        Assert.Equal((SettlementWindow.Width, false), (sends.Count, waiting.IsCompleted));
        sends[1].SetResult();
        sends[2].SetResult();
        Assert.Equal((100UL, false), (window.Published, waiting.IsCompleted));
        sends[0].SetResult();
        await waiting;
        await window.Collect();
        Assert.Equal(103UL, window.Published);

        sends[3].SetException(new BusUnavailableException("away"));
        sends.Skip(4).ToList().ForEach(send => send.SetResult());
        await Assert.ThrowsAsync<BusUnavailableException>(window.Drain);
        Assert.Equal(103UL, window.Published);
    }

    private static NodeInvoice Settled(ulong index) =>
        new(Samples.Hash, NodeInvoiceState.Settled, "", Msat.FromSats(1), index, Samples.At);

    private static async Task<string> Issue(SandboxNode node, byte number)
    {
        var preimage = new PaymentPreimage([.. Enumerable.Repeat(number, 32)]);
        var added = await node.AddInvoice(
            new NewNodeInvoice(preimage, Msat.FromSats(number), "", TimeSpan.FromHours(1)), CancellationToken.None);
        return added.PaymentRequest!;
    }

    /// <summary>Takes messages, up to the one of a number.</summary>
    private sealed class FailingAt(int number) : IMessageBus
    {
        private int sent;

        public Task Send(BusMessage message, CancellationToken cancel) => ++sent < number
            ? Task.CompletedTask
            : throw new BusUnavailableException("away");
    }

    /// <summary>
    /// A node whose first invoice is paid when it is subscribed to and the others while it is first listed, which finds
    /// the last.
    /// </summary>
    private sealed class BusyNode(SandboxNode node, IReadOnlyList<string> invoices, TimeProvider clock)
        : ILightningNode
    {
        private readonly SandboxPayer payer = new(node, clock);
        private bool hasListed;

        public async IAsyncEnumerable<NodeInvoice> ListSettledInvoices(
            [EnumeratorCancellation] CancellationToken cancel)
        {
            var isFirst = !hasListed;
            hasListed = true;
            foreach (var invoice in invoices.Skip(1).Where(_ => isFirst))
            {
                payer.Pay(invoice, SandboxOutcome.Settle, TimeSpan.Zero);
            }

            await foreach (var settled in node.ListSettledInvoices(cancel).Skip(isFirst ? 2 : 0))
            {
                yield return settled;
            }
        }

        public async IAsyncEnumerable<NodeInvoice> SubscribeSettledInvoices(
            ulong afterSettleIndex, [EnumeratorCancellation] CancellationToken cancel)
        {
            await using var stream = node.SubscribeSettledInvoices(afterSettleIndex, cancel).GetAsyncEnumerator(cancel);
            var next = stream.MoveNextAsync();
            payer.Pay(invoices[0], SandboxOutcome.Settle, TimeSpan.Zero);
            while (await next)
            {
                yield return stream.Current;
                next = stream.MoveNextAsync();
            }
        }

        public Task<NodeInfo> GetInfo(CancellationToken cancel) => node.GetInfo(cancel);

        public Task<AddInvoiceOutcome> AddInvoice(NewNodeInvoice invoice, CancellationToken cancel) =>
            node.AddInvoice(invoice, cancel);

        public Task<NodeInvoice?> LookupInvoice(PaymentHash hash, CancellationToken cancel) =>
            node.LookupInvoice(hash, cancel);

        public Task<CancelInvoiceStatus> CancelInvoice(PaymentHash hash, CancellationToken cancel) =>
            node.CancelInvoice(hash, cancel);

        public Task<NodePaymentRequest?> DecodePaymentRequest(string paymentRequest, CancellationToken cancel) =>
            node.DecodePaymentRequest(paymentRequest, cancel);
    }
}
