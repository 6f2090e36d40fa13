using Fulgurite.Bitcoin;
using Fulgurite.Lightning;

namespace Fulgurite.OnChain;

/// <summary>What the node's wallet has seen since a send's transaction was kept, however long ago that is.</summary>
public sealed class SendHistory(IChainWallet chain, ChainCursor cursor, TimeProvider clock)
{
    // Twice as many as there are: blocks come every ten minutes, and never twice as fast for long.
    private static readonly TimeSpan BlockLeast = TimeSpan.FromMinutes(5);

    /// <summary>Reads it. One storage transaction and two node requests.</summary>
    /// <exception cref="NodeUnavailableException">Nothing is known.</exception>
    public async Task<ChainHistory> Since(OnChainSend send, CancellationToken cancel)
    {
        var age = clock.GetUtcNow() - (send.SignedAt ?? send.CreatedAt);
        var blocks = Math.Max(0, age.Ticks / BlockLeast.Ticks);
        var from = Math.Max(0, await cursor.Load(cancel) - blocks);
        return await chain.ReadHistory((int)from, cancel);
    }
}
