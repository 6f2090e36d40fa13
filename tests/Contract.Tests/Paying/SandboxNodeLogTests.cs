using Fulgurite.App;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>The node keeps the places of its invoices only; the invoices are in its log.</summary>
public sealed class SandboxNodeLogTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fulgurite-node-");
    private readonly ManualClock clock = new(Start);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shows_every_invoice_as_it_was_left(bool hasLog)
    {
        using var log = hasLog ? Log() : null;
        var node = Node(log);
        var requests = new List<string>();
        for (byte i = 1; i <= 4; i++)
        {
            requests.Add(await Issue(node, i));
        }

        var payer = new SandboxPayer(node, clock);
        payer.Pay(requests[2], SandboxOutcome.Settle, TimeSpan.Zero);
        payer.Pay(requests[0], SandboxOutcome.Settle, TimeSpan.Zero);
        await node.CancelInvoice(HashOf(2), default);

        Assert.Equal(
            [NodeInvoiceState.Settled, NodeInvoiceState.Canceled, NodeInvoiceState.Settled, NodeInvoiceState.Open],
            await States(node));
        Assert.Equal([HashOf(3), HashOf(1)], await Settled(node));
        Assert.Equal(requests[0], (await node.LookupInvoice(HashOf(1), default))?.PaymentRequest);
        Assert.Equal(AddInvoiceStatus.AlreadyExists, (await node.AddInvoice(New(1), default)).Status);
        Assert.Null(await node.LookupInvoice(HashOf(9), default));
        Assert.Equal(4, node.Lines().Count);
    }

    [Fact]
    public async Task Goes_on_after_a_restart_with_the_next_settle_index()
    {
        string third;
        using (var log = Log())
        {
            var node = Node(log);
            var payer = new SandboxPayer(node, clock);
            payer.Pay(await Issue(node, 1), SandboxOutcome.Settle, TimeSpan.Zero);
            payer.Pay(await Issue(node, 2), SandboxOutcome.Settle, TimeSpan.Zero);
            third = await Issue(node, 3);
        }

        using var again = Log();
        var restarted = Node(again);
        new SandboxPayer(restarted, clock).Pay(third, SandboxOutcome.Settle, TimeSpan.Zero);

        Assert.Equal([HashOf(1), HashOf(2), HashOf(3)], await Settled(restarted));
        Assert.Equal(3ul, (await restarted.LookupInvoice(HashOf(3), default))?.SettleIndex);
        await using var missed = restarted.SubscribeSettledInvoices(1, default).GetAsyncEnumerator();
        Assert.True(await missed.MoveNextAsync());
        Assert.Equal(HashOf(2), missed.Current.Hash);
        Assert.True(await missed.MoveNextAsync());
        Assert.Equal(HashOf(3), missed.Current.Hash);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static PaymentPreimage PreimageOf(byte number)
    {
        var bytes = new byte[32];
        bytes[0] = number;
        return new PaymentPreimage(bytes);
    }

    private static PaymentHash HashOf(byte number) => PreimageOf(number).Hash();

    private static NewNodeInvoice New(byte number) =>
        new(PreimageOf(number), Msat.FromSats(1_000), "memo", TimeSpan.FromHours(1));

    private static async Task<string> Issue(SandboxNode node, byte number) =>
        (await node.AddInvoice(New(number), default)).PaymentRequest!;

    private static async Task<List<NodeInvoiceState>> States(SandboxNode node)
    {
        var states = new List<NodeInvoiceState>();
        for (byte i = 1; i <= 4; i++)
        {
            states.Add((await node.LookupInvoice(HashOf(i), default))!.State);
        }

        return states;
    }

    private static async Task<List<PaymentHash>> Settled(SandboxNode node)
    {
        var hashes = new List<PaymentHash>();
        await foreach (var invoice in node.ListSettledInvoices(default))
        {
            hashes.Add(invoice.Hash);
        }

        return hashes;
    }

    private AppendOnlyLog Log() => AppendOnlyLog.Open(Path.Combine(folder.FullName, "node.log"));

    private SandboxNode Node(AppendOnlyLog? log)
    {
        var key = new byte[32];
        key[31] = 1;
        return new SandboxNode(new NodePrivateKey(key), log, new SystemRandomness(), clock);
    }
}
