using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>How the engine answered a request for a deposit invoice, in order of precedence.</summary>
internal enum TakeDepositStatus
{
    /// <summary>The merchant cannot receive now: frozen, closed, or no node.</summary>
    ReceivingDisabled,

    /// <summary>Below the engine's own minimum, which is in the outcome.</summary>
    AmountTooSmall,

    /// <summary>Above the engine's own maximum, which is in the outcome.</summary>
    AmountTooLarge,

    /// <summary>The merchant has as many unpaid invoices as it may have.</summary>
    TooManyUnpaid,

    /// <summary>The node gave no answer. Nothing was handed out; calling again is safe.</summary>
    NodeUnavailable,

    /// <summary>The invoice exists and is in the outcome.</summary>
    Taken,
}

/// <summary>The answer to <see cref="AlphaPoEngine.TakeInvoice"/>.</summary>
/// <param name="Status">Which.</param>
/// <param name="Deposit">The invoice; only when taken.</param>
/// <param name="Limit">The limit that the amount broke; only when too small or too large.</param>
internal sealed record TakeDepositOutcome(TakeDepositStatus Status, TakenDeposit? Deposit = null, Msat Limit = default)
{
    /// <summary>The invoice exists.</summary>
    public static TakeDepositOutcome Taken(TakenDeposit deposit) => new(TakeDepositStatus.Taken, deposit);
}
