using Azure.Core;
using Azure.Core.Pipeline;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// Azure Table Storage over its REST protocol, for the cloud and for Azurite. Reads are repeated on any failure that
/// may pass (<see cref="TableReads"/>); commits only where the service did not look at them
/// (<see cref="TableCommits"/>).
/// </summary>
public sealed class AzureTableStore : ITableStore
{
    private readonly TableReads reads;
    private readonly TableCommits commits;

    private AzureTableStore(AzureTableOptions options, HttpPipelinePolicy authentication)
    {
        var repeated = TablePipeline.Reads(authentication, options);
        var sentOnce = TablePipeline.Commits(authentication, options);
        var requests = new TableRequests(options.Endpoint, repeated, sentOnce);
        reads = new TableReads(requests, repeated);
        commits = new TableCommits(requests, sentOnce, reads, options);
    }

    /// <summary>A store that signs with the account's key: Azurite's, where accounts have no identities.</summary>
    public static AzureTableStore WithSharedKey(AzureTableOptions options, SharedKey key) =>
        new(options, new SharedKeyPolicy(key));

    /// <summary>
    /// A store that shows a token; the identity needs the role Storage Table Data Contributor. HTTPS only.
    /// </summary>
    public static AzureTableStore WithToken(AzureTableOptions options, TokenCredential credential) =>
        new(options, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"));

    /// <inheritdoc/>
    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel) => reads.Get(table, key, cancel);

    /// <inheritdoc/>
    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel) =>
        reads.Query(table, query, cancel);

    /// <inheritdoc/>
    public Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel) =>
        commits.Commit(table, batch, cancel);
}
