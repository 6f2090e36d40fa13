namespace Fulgurite.App.Checkout;

/// <summary>What the checkout needs from the rest of the app.</summary>
internal sealed record CheckoutPorts
{
    /// <summary>Tells the time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>
    /// Reads one invoice by the id in the page's address; null when there is none. Called once a second.
    /// </summary>
    public required Func<string, CancellationToken, Task<DepositView?>> ReadDeposit { get; init; }

    /// <summary>Reads what the form of a wallet offers; null when there is no such wallet or it has no form.</summary>
    public required Func<string, CancellationToken, Task<DepositFormView?>> ReadForm { get; init; }

    /// <summary>
    /// Makes an invoice. Must be idempotent on <see cref="NewDeposit.RequestId"/>: the host in front of the app may
    /// send a request twice.
    /// </summary>
    public required Func<NewDeposit, CancellationToken, Task<NewDepositOutcome>> CreateDeposit { get; init; }

    /// <summary>A fresh random id of up to 64 letters, digits and hyphens, for one showing of the form.</summary>
    public required Func<string> NewRequestId { get; init; }
}
