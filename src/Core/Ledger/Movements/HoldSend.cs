using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// What a payment may cost at most is set aside before anything is sent: <c>available → held</c>.
/// </summary>
public static class HoldSend
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "hold-send";

    /// <summary>The transfers.</summary>
    /// <param name="amount">What the payee gets; more than zero.</param>
    /// <param name="feeMax">The most that routing may cost.</param>
    /// <param name="processing">The operator's fee.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat amount, Msat feeMax, Msat processing = default) =>
        [new Transfer(Account.Available, Account.Held, amount + feeMax + processing)];
}
