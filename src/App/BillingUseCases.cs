using Fulgurite.Billing;

namespace Fulgurite.App;

/// <summary>The use cases of Core about billing cycles.</summary>
internal sealed class BillingUseCases
{
    /// <summary>Wires them.</summary>
    /// <param name="ports">The outside world.</param>
    public BillingUseCases(EnginePorts ports)
    {
        Cycles = new CycleChanges(ports.Tables, ports.Clock);
        Roll = new RollCycle(ports.Tables, Cycles);
    }

    /// <summary>Begins cycles of wallets.</summary>
    public CycleChanges Cycles { get; }

    /// <summary>Has wallets leave cycles that are over.</summary>
    public RollCycle Roll { get; }
}
