using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// The book of a wallet as a billing cycle ended. A wallet in which something moves leaves its cycle by itself, in the
/// commit of the first movement after the end; this makes sure that those in which nothing does have left it too.
/// </summary>
public sealed class RollCycle(ITableStore tables, CycleChanges cycles)
{
    /// <summary>
    /// The book at the end of a cycle, which nothing changes any more; null for a wallet that is not there or not
    /// billed. Two storage transactions, one more where nothing has moved since: the same for a cycle of a hundred
    /// thousand journal lines as for one of none.
    /// </summary>
    /// <param name="wallet">Which.</param>
    /// <param name="end">The end of a cycle, in the past.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">Not known: repeat it.</exception>
    public async Task<CycleOpening?> Execute(WalletId wallet, DateTimeOffset end, CancellationToken cancel) =>
        await HasLeft(wallet, end, cancel) ? await From(wallet, end, cancel) : null;

    /// <summary>
    /// The book at both ends of a cycle; null for a wallet that is not there or not billed. One storage transaction
    /// more than for one end.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known: repeat it.</exception>
    public async Task<(CycleOpening Start, CycleOpening End)?> Bounds(
        WalletId wallet, BillingPeriod cycle, CancellationToken cancel) =>
        await HasLeft(wallet, cycle.End, cancel)
            ? (await From(wallet, cycle.Start, cancel), await From(wallet, cycle.End, cancel))
            : null;

    private async Task<bool> HasLeft(WalletId wallet, DateTimeOffset end, CancellationToken cancel)
    {
        if (await cycles.Leave(wallet, cancel) is not { Cycle: { } running })
        {
            return false;
        }

        Invariant.Holds(running.Period.Start >= end, "only a cycle that is over is left");
        return true;
    }

    private async Task<CycleOpening> From(WalletId wallet, DateTimeOffset instant, CancellationToken cancel)
    {
        var openings = await tables.ReadFirst(WalletRows.Table, CycleRows.FirstFrom(wallet, instant), cancel);
        Invariant.Holds(openings.Count > 0, "a wallet that has left a cycle keeps the opening of the next");
        return CycleRows.ToOpening(openings[0]);
    }
}
