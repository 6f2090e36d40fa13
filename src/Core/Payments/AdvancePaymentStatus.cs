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
}

/// <summary>What a look at a payment found.</summary>
/// <param name="Status">Where it stands now.</param>
/// <param name="Age">How long ago its cost was held.</param>
public sealed record AdvancedPayment(AdvancePaymentStatus Status, TimeSpan Age);
