using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>
/// Up to which height the wallet's transactions were all looked at. Table <c>cursors</c>: partition = <c>chain</c>, row
/// = the network. Moves forward after the look; a lost write repeats some looks, which change nothing.
/// </summary>
public sealed class ChainCursor(ITableStore tables, BitcoinNetwork network)
{
    /// <summary>
    /// So many blocks below the cursor are looked at again: more than any confirmations that we wait for, and deeper
    /// than a reorganization has ever gone.
    /// </summary>
    public const int MarginBlocks = 144;

    private static readonly TableName Table = new("cursors");

    private readonly RowKey key = new("chain", network.ToString());
    private int saved = -1;

    /// <summary>From where to look: some way below where the last look ended. One storage transaction.</summary>
    public async Task<int> Load(CancellationToken cancel) =>
        await tables.Get(Table, key, cancel) is { } row
            ? Math.Max(0, (int)row.Fields.Integer("height") - MarginBlocks)
            : 0;

    /// <summary>
    /// Moves the cursor forward; does nothing if it is there or further. At most two storage transactions, and none
    /// while the height stays.
    /// </summary>
    public async Task Save(int height, CancellationToken cancel)
    {
        if (height == saved)
        {
            return;
        }

        var row = await tables.Get(Table, key, cancel);
        saved = height;
        if (row is not null && row.Fields.Integer("height") >= height)
        {
            return;
        }

        // A lost race is another process's progress.
        var fields = new RowFields { { "height", (long)height } };
        var write = row is null ? RowWrite.Insert(key, fields) : RowWrite.Replace(key, fields, row.Version);
        await tables.Commit(Table, new RowBatch([write]), cancel);
    }
}
