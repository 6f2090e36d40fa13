using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.App;

/// <summary>The adapters that an engine runs on.</summary>
internal sealed record EnginePorts(
    ITableStore Tables,
    IMessageBus Bus,
    ILightningNode Node,
    ICallbackTransport Callbacks,
    IRandomness Randomness,
    TimeProvider Clock);
