using Azure.Core.Pipeline;
using Fulgurite.Azure.Tables;
using Fulgurite.Contracts.Azurite;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

[Collection(AzuriteTests.Name)]
public sealed class LostAnswerTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("alone")]
    [InlineData("first", "second")]
    public async Task Says_unknown_when_the_commit_was_applied_and_its_answer_was_lost(params string[] rows)
    {
        var table = new TableName("lostanswers");
        await azurite.Store.Commit(table, new RowBatch([RowWrite.Put(new RowKey("p", "before"), [])]), default);
        using var client = new HttpClient(new LosesAnswers());
        var store = AzureTableStore.WithSharedKey(
            new AzureTableOptions(azurite.Endpoint, TimeProvider.System, new HttpClientTransport(client)),
            SharedKey.Azurite);

        var outcome = await store.Commit(table, new RowBatch([.. rows.Select(Insert)]), default);

        Assert.Equal(CommitStatus.Unknown, outcome.Status);
        Assert.NotNull(await azurite.Store.Get(table, new RowKey("p", rows[^1]), default));
    }

    private static RowWrite Insert(string row) => RowWrite.Insert(new RowKey("p", row), []);

    private sealed class LosesAnswers() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancel)
        {
            using var answer = await base.SendAsync(request, cancel);
            throw new HttpRequestException("The connection was reset.", new IOException("reset"));
        }
    }
}
