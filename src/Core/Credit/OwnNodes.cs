using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>
/// Which lines have nodes of their own, and which nodes are taken. Table <c>nodes</c>, one partition: <c>line|{id}</c>
/// and <c>id|{public key}</c>, written together before the line is, and never changed. Two lines cannot have the same
/// node: what it settled would be credited by whoever came first.
/// </summary>
public sealed class OwnNodes(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("nodes");

    private const string Partition = "nodes";
    private const string LinePrefix = "line|";

    /// <summary>
    /// Takes a node for a line. Idempotent. False when another line has it, or the line another node. One storage
    /// transaction, three where it is taken.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be taken: repeat it.</exception>
    public async Task<bool> Take(LineOfCreditId line, NodePublicKey node, CancellationToken cancel)
    {
        var batch = new RowBatch(
        [
            RowWrite.Insert(LineKey(line), new RowFields { { "node", node.Hex } }),
            RowWrite.Insert(NodeKey(node), new RowFields { { "line", line.ToString() } }),
        ]);
        var outcome = await tables.Commit(Table, batch, cancel);
        if (outcome.Status == CommitStatus.Committed)
        {
            return true;
        }

        var (ofLine, ofNode) = (
            await tables.Get(Table, LineKey(line), cancel), await tables.Get(Table, NodeKey(node), cancel));
        return ofLine is null && ofNode is null
            ? throw new StorageUnavailableException("The node could not be noted.")
            : ofLine?.Fields.Text("node") == node.Hex && ofNode?.Fields.Text("line") == line.ToString();
    }

    /// <summary>The lines that took one, whether they came to be or not. One storage transaction a thousand.</summary>
    public IAsyncEnumerable<LineOfCreditId> Lines(CancellationToken cancel) =>
        tables.Read(Table, RowQuery.Prefix(Partition, LinePrefix), cancel).Select(LineOf);

    private static LineOfCreditId LineOf(Row row)
    {
        var isId = LineOfCreditId.TryParse(row.Key.Row[LinePrefix.Length..], out var line);
        Invariant.Holds(isId, "a taken node names its line");
        return line;
    }

    private static RowKey LineKey(LineOfCreditId line) => new(Partition, $"{LinePrefix}{line}");

    private static RowKey NodeKey(NodePublicKey node) => new(Partition, $"id|{node.Hex}");
}
