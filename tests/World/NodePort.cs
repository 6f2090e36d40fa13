using System.Runtime.CompilerServices;
using Fulgurite.Lightning;

namespace Fulgurite.Worlds;

/// <summary>The world's node as one process sees it.</summary>
internal sealed class NodePort(World world, Process process) : ILightningNode
{
    /// <inheritdoc/>
    public Task<NodeInfo> GetInfo(CancellationToken cancel) =>
        Call(() => "asks the node who it is", () => world.Node.Info);

    /// <inheritdoc/>
    public Task<AddInvoiceOutcome> AddInvoice(NewNodeInvoice invoice, CancellationToken cancel) =>
        Call(() => $"adds invoice {invoice.Preimage.Hash()}", () => Add(invoice));

    /// <inheritdoc/>
    public Task<NodeInvoice?> LookupInvoice(PaymentHash hash, CancellationToken cancel) =>
        Call(() => $"looks up invoice {hash}", () => world.Node.Senseless.Contains(hash)
            ? throw new NodeUnavailableException("The node answers what makes no sense.")
            : world.Node.LookUp(hash));

    /// <inheritdoc/>
    public Task<CancelInvoiceStatus> CancelInvoice(PaymentHash hash, CancellationToken cancel) =>
        Call(() => $"cancels invoice {hash}", () => world.Node.Cancel(hash));

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> SubscribeSettledInvoices(
        ulong afterSettleIndex, [EnumeratorCancellation] CancellationToken cancel)
    {
        var stream = await Call(() => $"subscribes after {afterSettleIndex}", () => world.Node.Open(afterSettleIndex));
        using var leaving = cancel.Register(stream.Leave);
        while (await stream.Next() is { } invoice)
        {
            yield return invoice;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> ListSettledInvoices([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var invoice in await Call(() => "lists settled invoices", () => world.Node.Settled))
        {
            yield return invoice;
        }
    }

    /// <inheritdoc/>
    public Task<NodePaymentRequest?> DecodePaymentRequest(string paymentRequest, CancellationToken cancel) =>
        Call(() => $"has the node read {paymentRequest}", () => world.Node.Decode(paymentRequest));

    private AddInvoiceOutcome Add(NewNodeInvoice invoice)
    {
        var hash = invoice.Preimage.Hash().ToString();
        if (world.Tables.Witness.Row("hashes", hash, "invoice") is null)
        {
            world.Find($"the node is asked for {hash}, and nothing is stored that would find its money");
        }

        return world.Node.Add(invoice);
    }

    private Task<T> Call<T>(Func<string> what, Func<T> serve) => process.Wire.Call(what, () =>
    {
        var isUncertain = world.Strikes(process.Weather.NodeUncertain);
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
