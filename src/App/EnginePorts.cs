using Fulgurite.Bitcoin;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.OnChain;
using Fulgurite.Reconciliation;
using Fulgurite.Storage;

namespace Fulgurite.App;

/// <summary>The adapters that an engine runs on, and the chain that its node must be on.</summary>
internal sealed record EnginePorts(
    ITableStore Tables,
    IMessageBus Bus,
    ILightningNode Node,
    BitcoinNetwork Network,
    ICallbackTransport Callbacks,
    IRandomness Randomness,
    TimeProvider Clock)
{
    /// <summary>
    /// Measures how long others may take to answer: the machine's clock even where <see cref="Clock"/> is moved.
    /// </summary>
    public TimeProvider Waits { get => field ?? Clock; init; }

    /// <summary>How long the node may take over the next settlement when Reconcile asks.</summary>
    public TimeSpan NodePatience { get; init; } = ReconcileSettlements.PatienceOverNetwork;

    /// <summary>What pays: the node with another macaroon; or what refuses to, where there is none.</summary>
    public required IPayingNode Paying { get; init; }

    /// <summary>The node's wallet on the chain, with another macaroon again; null where there is none.</summary>
    public IChainWallet? Chain { get; init; }

    /// <summary>Connects to customers' own nodes; null where there can be none.</summary>
    public INodeConnections? Connections { get; init; }

    /// <summary>How many confirmations a receipt on chain needs.</summary>
    public ConfirmationPolicy Confirmations { get; init; } = ConfirmationPolicy.Default;
}
