using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// No transaction was made for a send on chain, and none will be: all that was set aside for it is free again,
/// <c>held → available</c>. Never once one is signed, because whoever has it could still publish it.
/// </summary>
public static class ReleaseOnChain
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "release-onchain";

    /// <summary>The transfers.</summary>
    /// <param name="held">What was set aside.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat held) =>
        [new Transfer(Account.Held, Account.Available, held)];
}
