using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// A payment definitely failed: all that was set aside for it is free again, <c>held → available</c>. Never on a
/// guess: money that is still on its way would be spent twice.
/// </summary>
public static class ReleaseSend
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "release-send";

    /// <summary>The transfers.</summary>
    /// <param name="held">What was set aside.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat held) =>
        [new Transfer(Account.Held, Account.Available, held)];
}
