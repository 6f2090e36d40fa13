using System.Net;
using Azure.Core.Pipeline;
using Fulgurite.Azure.Tables;
using Fulgurite.Storage;
using static Fulgurite.Contracts.Tables.ScriptedHandler;

namespace Fulgurite.Contracts.Tables;

/// <summary>Reads under faults, and pages that only the cloud makes.</summary>
public sealed class AzureTableStoreReadTests
{
    private const string Entity = """
        {"odata.metadata":"x","odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r","Timestamp":"2026-11-20T12:00:00Z",
        "n@odata.type":"Edm.Int64","n":"7","absent":null,"small":3}
        """;

    private static readonly TableName Table = new("reads");

    [Fact]
    public async Task Repeats_a_read_that_failed()
    {
        var (store, handler) = Store(
            () => Answer(HttpStatusCode.ServiceUnavailable, Error("ServerBusy")),
            () => throw new HttpRequestException("reset", new IOException("reset")),
            () => Answer(HttpStatusCode.OK, Entity));

        var row = await store.Get(Table, new RowKey("p", "r"), default);

        Assert.Equal(3, handler.Requests.Count);
        Assert.Equal(7, row?.Fields.Integer("n"));
        Assert.Equal(3, row?.Fields.Integer("small"));
        Assert.Equal(2, row?.Fields.Count);
    }

    [Theory]
    [InlineData("ResourceNotFound")]
    [InlineData("EntityNotFound")]
    [InlineData("TableNotFound")]
    public async Task Has_no_row_where_the_service_says_so(string code)
    {
        var (store, _) = Store(() => Answer(HttpStatusCode.NotFound, Error(code)));

        Assert.Null(await store.Get(Table, new RowKey("p", "r"), default));
        Assert.Empty((await store.Query(Table, new RowQuery("p"), default)).Rows);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.NotFound, "<html>no such host</html>")]
    [InlineData(HttpStatusCode.NotFound, "{broken")]
    [InlineData(HttpStatusCode.Forbidden, "<Error><Code>AuthenticationFailed</Code></Error>")]
    public async Task Does_not_take_another_answer_for_an_absent_row(HttpStatusCode status, string body)
    {
        var (store, _) = Store(() => Answer(status, body));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => store.Get(Table, new RowKey("p", "r"), default));
        Assert.Equal(body.Contains("<Code>", StringComparison.Ordinal), failure.IsRefusal);
    }

    [Fact]
    public async Task Goes_on_after_an_empty_page_and_after_a_continuation_without_a_row_key()
    {
        var (store, handler) = Store(
            () => Page("""{"value":[]}""", ("NextPartitionKey", "1!8!cA+="), ("NextRowKey", "a b&c")),
            () => Page($$"""{"value":[{{Entity}}]}""", ("NextPartitionKey", "only")),
            () => Page("""{"value":[]}"""));
        var query = new RowQuery("o'p", "a", "b", 50);

        var first = await store.Query(Table, query, default);
        var second = await store.Query(Table, query with { Continuation = first.Continuation }, default);
        var third = await store.Query(Table, query with { Continuation = second.Continuation }, default);

        Assert.Empty(first.Rows);
        Assert.Single(second.Rows);
        Assert.Null(third.Continuation);
        const string Asked = "GET http://reads.test/account/reads()?$filter=PartitionKey%20eq%20%27o%27%27p%27"
            + "%20and%20RowKey%20ge%20%27a%27%20and%20RowKey%20lt%20%27b%27&$top=50";
        Assert.StartsWith($"{Asked}\n", handler.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith(
            $"{Asked}&NextPartitionKey=1%218%21cA%2B%3D&NextRowKey=a%20b%26c\n",
            handler.Requests[1],
            StringComparison.Ordinal);
        Assert.StartsWith($"{Asked}&NextPartitionKey=only\n", handler.Requests[2], StringComparison.Ordinal);
    }

    private static HttpResponseMessage Page(string body, params (string Name, string Value)[] continuation)
    {
        var answer = Answer(HttpStatusCode.OK, body);
        foreach (var (name, value) in continuation)
        {
            answer.Headers.TryAddWithoutValidation($"x-ms-continuation-{name}", value);
        }

        return answer;
    }

    private static (AzureTableStore Store, ScriptedHandler Handler) Store(params Func<HttpResponseMessage>[] steps)
    {
        var handler = new ScriptedHandler(steps);
        var transport = new HttpClientTransport(new HttpClient(handler));
        var options = new AzureTableOptions(new Uri("http://reads.test/account"), TimeProvider.System, transport);
        return (AzureTableStore.WithSharedKey(options, new SharedKey("account", "a2V5")), handler);
    }
}
