using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Credit;

/// <summary>
/// What a line of credit has set aside for one wallet: at least the wallet's own limit at any time. Kept at zero when
/// the wallet is gone, so that a step that comes late is recognised.
/// </summary>
/// <param name="Wallet">For whom.</param>
/// <param name="Limit">How much.</param>
/// <param name="Step">
/// The wallet's last step that was taken here; only a higher one changes anything. Each change of a wallet's limit has
/// two: to reserve (even) and to release (odd).
/// </param>
public sealed record CreditGrant(WalletId Wallet, Msat Limit, long Step)
{
    /// <summary>The step that reserves for a wallet's change.</summary>
    public static long Reserving(long revision) => 2 * revision;

    /// <summary>The step that releases after a wallet's change.</summary>
    public static long Releasing(long revision) => (2 * revision) + 1;
}
