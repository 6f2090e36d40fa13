using Fulgurite.Bitcoin;
using Fulgurite.Lightning;

namespace Fulgurite.OnChain;

/// <summary>What the node's wallet has seen since a send's transaction was kept, however long ago that is.</summary>
public sealed class SendHistory(IChainWallet chain, ChainCursor cursor, TimeProvider clock)
{
    // Twice as many as there are: blocks come every ten minutes, and never twice as fast for long.
    private static readonly TimeSpan BlockLeast = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether the wallet has seen a transaction since then; where it is not there, also before, should blocks have
    /// come faster. One storage transaction and two node requests, or four.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Nothing is known.</exception>
    public async Task<bool> Holds(
        OnChainSend send, Func<ChainTransaction, bool> isSought, CancellationToken cancel)
    {
        var age = clock.GetUtcNow() - (send.SignedAt ?? send.CreatedAt);
        var blocks = Math.Max(0, age.Ticks / BlockLeast.Ticks);
        var from = (int)Math.Max(0, await cursor.Load(cancel) - blocks);
        return await Holds(from, isSought, cancel) || (from > 0 && await Holds(0, isSought, cancel));
    }

    private async Task<bool> Holds(int fromHeight, Func<ChainTransaction, bool> isSought, CancellationToken cancel) =>
        (await chain.ReadHistory(fromHeight, cancel)).Transactions.Any(isSought);
}
