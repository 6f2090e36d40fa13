using System.Globalization;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>
/// How far each node's settlements were published. Table <c>cursors</c>: partition = node id, row = <c>settled</c>.
/// Moves forward only, after publishing; a lost write repeats some messages, which change nothing.
/// </summary>
public sealed class RelayCursor(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("cursors");

    /// <summary>The last published settle index of a node; 0 when there is none. One storage transaction.</summary>
    public async Task<ulong> Load(NodePublicKey node, CancellationToken cancel) =>
        await tables.Get(Table, KeyOf(node), cancel) is { } row ? IndexOf(row) : 0;

    /// <summary>
    /// Moves the cursor forward to an index; does nothing if it is there or further, as another relay of the same node
    /// may have brought it. Two storage transactions.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be moved; harmless.</exception>
    public async Task Advance(NodePublicKey node, ulong settleIndex, CancellationToken cancel)
    {
        var row = await tables.Get(Table, KeyOf(node), cancel);
        if (row is not null && IndexOf(row) >= settleIndex)
        {
            return;
        }

        RowFields fields = new RowFields
        {
            { "settle_index", settleIndex.ToString(CultureInfo.InvariantCulture) },
        };

        // A lost race is another relay's progress; the next advance reads it.
        var write = row is null
            ? RowWrite.Insert(KeyOf(node), fields)
            : RowWrite.Replace(KeyOf(node), fields, row.Version);
        await tables.Commit(Table, new RowBatch([write]), cancel);
    }

    private static RowKey KeyOf(NodePublicKey node) => new(node.Hex, "settled");

    private static ulong IndexOf(Row row) => ulong.Parse(row.Fields.Text("settle_index"), CultureInfo.InvariantCulture);
}
