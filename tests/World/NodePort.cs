using System.Runtime.CompilerServices;
using Fulgurite.Lightning;

namespace Fulgurite.Worlds;

/// <summary>The world's node as one process sees it.</summary>
internal sealed class NodePort(World world, Process process) : ILightningNode
{
    /// <inheritdoc/>
    public Task<NodeInfo> GetInfo(CancellationToken cancel) =>
        Call("asks the node who it is", () => world.Node.Info);

    /// <inheritdoc/>
    public Task<AddInvoiceOutcome> AddInvoice(NewNodeInvoice invoice, CancellationToken cancel) =>
        Call($"adds invoice {invoice.Preimage.Hash()}", () => world.Node.Add(invoice));

    /// <inheritdoc/>
    public Task<NodeInvoice?> LookupInvoice(PaymentHash hash, CancellationToken cancel) =>
        Call($"looks up invoice {hash}", () => world.Node.Find(hash));

    /// <inheritdoc/>
    public Task<CancelInvoiceStatus> CancelInvoice(PaymentHash hash, CancellationToken cancel) =>
        Call($"cancels invoice {hash}", () => world.Node.Cancel(hash));

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> SubscribeSettledInvoices(
        ulong afterSettleIndex, [EnumeratorCancellation] CancellationToken cancel)
    {
        var stream = await Call($"subscribes after {afterSettleIndex}", () => world.Node.Open(afterSettleIndex));
        using var leaving = cancel.Register(stream.Break);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            yield return await stream.Next();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> ListSettledInvoices([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var invoice in await Call("lists settled invoices", () => world.Node.Settled))
        {
            yield return invoice;
        }
    }

    /// <inheritdoc/>
    public Task<NodePaymentRequest?> DecodePaymentRequest(string paymentRequest, CancellationToken cancel) =>
        throw new NotSupportedException("The engine reads payment requests itself.");

    private Task<T> Call<T>(string what, Func<T> serve) => process.Wire.Call(what, () =>
    {
        var isUncertain = world.Dice.PerMille(process.Weather.NodeUncertain);
        if (world.Node.IsDown || (isUncertain && world.Dice.PerMille(500)))
        {
            throw new NodeUnavailableException("The node is away.");
        }

        var answer = serve();
        return isUncertain || world.Node.LosesAnswer()
            ? throw new NodeUnavailableException("The node did not answer.")
            : answer;
    });
}
