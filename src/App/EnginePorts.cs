using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
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
    /// <summary>What pays: the node with another macaroon; or what refuses to, where there is none.</summary>
    public required IPayingNode Paying { get; init; }
}
