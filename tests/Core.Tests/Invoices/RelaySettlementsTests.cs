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
        var relay = new RelaySettlements(
            new BusyNode(node, invoices, clock),
            new FailingAt(3),
            new MessageSeal(Samples.MasterKey),
            cursor,
            clock);

        // The listing passed the second by while it was open; the bus fails when the stream brings it.
        await Assert.ThrowsAsync<BusUnavailableException>(() => relay.Execute(node.Id, CancellationToken.None));
        Assert.Equal(0UL, await cursor.Load(node.Id, CancellationToken.None));
    }

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
    /// A node whose first invoice is paid when it is subscribed to and the others while it lists, which finds the last.
    /// </summary>
    private sealed class BusyNode(SandboxNode node, IReadOnlyList<string> invoices, TimeProvider clock)
        : ILightningNode
    {
        private readonly SandboxPayer payer = new(node, clock);

        public async IAsyncEnumerable<NodeInvoice> ListSettledInvoices(
            [EnumeratorCancellation] CancellationToken cancel)
        {
            foreach (var invoice in invoices.Skip(1))
            {
                payer.Pay(invoice, SandboxOutcome.Settle, TimeSpan.Zero);
            }

            yield return await node.ListSettledInvoices(cancel).LastAsync(cancel);
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
