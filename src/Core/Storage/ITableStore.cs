namespace Fulgurite.Storage;

/// <summary>
/// Partitioned tables with atomic batches inside one partition: the shape of Azure Table Storage, which is also all
/// that the ledger needs. Implemented over Table Storage's REST API and in memory; both pass the same contract tests.
/// Keys are compared ordinally, by UTF-16 code unit. Tables are created on first use.
/// </summary>
public interface ITableStore
{
    /// <summary>
    /// One row, or null. One storage transaction.
    /// </summary>
    /// <exception cref="StorageUnavailableException">No answer after the adapter's own retries.</exception>
    Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel);

    /// <summary>
    /// Rows of one partition with <c>From ≤ row key &lt; Before</c> in ascending order, at most
    /// <see cref="RowQuery.Take"/>, never more than 1,000. A page may hold fewer rows than asked, even none, and still
    /// have a continuation; only a null continuation ends the range. One storage transaction a page.
    /// </summary>
    /// <exception cref="StorageUnavailableException">No answer after the adapter's own retries.</exception>
    Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel);

    /// <summary>
    /// All writes or none, in one partition. Not idempotent by itself: whoever commits includes an insert or an ETag
    /// that makes a second application impossible, so that <see cref="CommitStatus.Unknown"/> can be resolved by
    /// reading. One storage transaction. Cancellation leaves the outcome unknown.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The store refused to look at it; nothing was applied.</exception>
    Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel);
}
