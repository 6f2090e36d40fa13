using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>A node that pays, and whom it pays: what <see cref="PayingNodeContract"/> runs over.</summary>
internal abstract class PayingParty : IAsyncDisposable
{
    /// <summary>What is tested.</summary>
    public abstract IPayingNode Node { get; }

    /// <summary>Who it is.</summary>
    public abstract NodePublicKey Id { get; }

    /// <summary>The node's time.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>A payee's invoice. Its payment costs <see cref="SandboxPayingNode.FeeFor"/>.</summary>
    public abstract Task<(string Request, PaymentHash Hash)> Issue(
        Msat? amount, SandboxOutcome outcome = SandboxOutcome.Settle, PaymentFailure failure = default);

    /// <summary>A payee's invoice that has expired.</summary>
    public abstract Task<string> IssueExpired();

    /// <summary>An invoice of the node itself.</summary>
    public abstract Task<string> IssueOwn();

    /// <summary>A node that takes keysends; those that it takes cost the same.</summary>
    public abstract Task<NodePublicKey> Taker(SandboxOutcome outcome);

    /// <summary>Ends a payment that hangs.</summary>
    public abstract Task Release(string request, PaymentHash hash, bool isSettled);

    public abstract ValueTask DisposeAsync();

    /// <summary>A signed invoice of nobody that the network knows.</summary>
    public string SignForeign(BitcoinNetwork network) => new Bolt11Draft
    {
        Network = network,
        Amount = Msat.FromSats(21),
        CreatedAt = Now,
        PaymentHash = new PaymentPreimage([.. Enumerable.Repeat((byte)7, 32)]).Hash(),
        PaymentSecret = new PaymentSecret([.. Enumerable.Repeat((byte)8, 32)]),
        Description = "",
    }.Sign(new NodePrivateKey([.. Enumerable.Repeat((byte)9, 32)]));
}
