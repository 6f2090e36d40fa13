using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.Payments;

/// <summary>Where a look at a payment left it.</summary>
public enum AdvancePaymentStatus
{
    /// <summary>The payee has it.</summary>
    Succeeded,

    /// <summary>It failed, and the hold is released.</summary>
    Failed,

    /// <summary>Not final: it will be looked at again.</summary>
    InFlight,

    /// <summary>
    /// Not final, and of another node than the one that is configured: nobody can say what became of it before that
    /// one is connected again. It will be looked at again.
    /// </summary>
    Elsewhere,
}

/// <summary>What a look at a payment found.</summary>
/// <param name="Status">Where it stands now.</param>
/// <param name="Age">How long ago its cost was held.</param>
/// <param name="Node">Which node had been asked before; null when none had.</param>
public sealed record AdvancedPayment(AdvancePaymentStatus Status, TimeSpan Age, NodePublicKey? Node)
{
    /// <summary>Whose payment it is.</summary>
    public required EnvironmentId Environment { get; init; }
}
