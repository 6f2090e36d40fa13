using System.Net;
using System.Net.Sockets;
using Azure.Core.Pipeline;
using Fulgurite.Azure.Tables;
using Fulgurite.Storage;
using static Fulgurite.Contracts.Tables.ScriptedHandler;

namespace Fulgurite.Contracts.Tables;

/// <summary>What the emulator never does and the cloud does, to a write that is sent as itself.</summary>
public sealed class AzureTableStoreAloneFaultTests
{
    private const string Tag = "W/\"datetime'2026-11-20T12%3A00%3A00.1234567Z'\"";
    private static readonly TableName Table = new("faults");
    private static readonly RowKey Key = new("o'b", "é +%");
    private static readonly RowFields Fields = new() { { "n", 1L } };
    private readonly InstantTime time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Kinds => ["insert", "replace", "merge", "mergeany", "put"];

    [Theory]
    [InlineData("insert", "POST", "faults", "Prefer: return-no-content", "If-Match")]
    [InlineData("replace", "PUT", Row, $"If-Match: {Tag}", "Prefer")]
    [InlineData("merge", "PATCH", Row, $"If-Match: {Tag}", "Prefer")]
    [InlineData("mergeany", "PATCH", Row, "If-Match: *", "Prefer")]
    [InlineData("put", "PUT", Row, "x-ms-version", "If-Match")]
    public async Task Asks_for_a_write_as_the_service_documents_it(
        string kind, string verb, string path, string header, string otherHeader)
    {
        var (outcome, handler) = await Commit(kind, Success);

        Assert.Equal((CommitStatus.Committed, Tag), (outcome.Status, outcome.Versions.Single().Value));
        var request = Assert.Single(handler.Requests);
        Assert.StartsWith($"{verb} http://faults.test/account/{path}\n", request, StringComparison.Ordinal);
        Assert.Contains(header, request, StringComparison.Ordinal);
        Assert.DoesNotContain(otherHeader, request, StringComparison.Ordinal);
        Assert.EndsWith(
            """{"PartitionKey":"o\u0027b","RowKey":"\u00E9 \u002B%","n@odata.type":"Edm.Int64","n":"1"}""",
            request,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Repeats_what_the_service_certainly_did_not_apply(string kind)
    {
        var (outcome, handler) = await Commit(
            kind,
            () => Answer(HttpStatusCode.ServiceUnavailable, Error("ServerBusy")),
            () => Answer(HttpStatusCode.TooManyRequests),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException()),
            () => Answer(HttpStatusCode.NotFound, Error("TableNotFound")),
            () => Answer(HttpStatusCode.Conflict, Error("TableAlreadyExists")),
            Success);

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal(6, handler.Requests.Count);
        Assert.StartsWith("POST http://faults.test/account/Tables\n", handler.Requests[4], StringComparison.Ordinal);
        Assert.Equal(3, time.Waits.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Does_not_know_and_does_not_repeat_what_may_have_been_applied(string kind)
    {
        Func<HttpResponseMessage>[] answers =
        [
            () => Answer(HttpStatusCode.InternalServerError, Error("OperationTimedOut")),
            () => Answer(HttpStatusCode.BadGateway),
            () => Answer(HttpStatusCode.GatewayTimeout),
            () => Answer(HttpStatusCode.RequestTimeout),
            () => Answer(HttpStatusCode.NotFound),
            () => Answer(HttpStatusCode.Conflict),
            () => Answer(HttpStatusCode.NoContent),
            () => Tagged(HttpStatusCode.OK),
            () => Tagged(HttpStatusCode.Accepted),
            () => Answer(HttpStatusCode.Redirect),
            () => throw new HttpRequestException("reset", new IOException("reset", new SocketException())),
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "ended early"),
            () => throw new TaskCanceledException("timeout"),
        ];
        foreach (var answer in answers)
        {
            var (outcome, handler) = await Commit(kind, answer, Success);

            Assert.Equal((CommitStatus.Unknown, 1), (outcome.Status, handler.Requests.Count));
        }
    }

    [Theory]
    [InlineData("insert", HttpStatusCode.Conflict, "EntityAlreadyExists", CommitStatus.AlreadyExists)]
    [InlineData("replace", HttpStatusCode.PreconditionFailed, "UpdateConditionNotSatisfied", CommitStatus.Stale)]
    [InlineData("merge", HttpStatusCode.PreconditionFailed, "ConditionNotMet", CommitStatus.Stale)]
    [InlineData("merge", HttpStatusCode.PreconditionFailed, "", CommitStatus.Stale)]
    [InlineData("replace", HttpStatusCode.NotFound, "ResourceNotFound", CommitStatus.Stale)]
    [InlineData("mergeany", HttpStatusCode.NotFound, "EntityNotFound", CommitStatus.Stale)]
    public async Task Reads_a_refusal(string kind, HttpStatusCode status, string code, CommitStatus expected)
    {
        var (outcome, handler) = await Commit(kind, () => Answer(status, code == "" ? "" : Error(code, "7:text")));

        Assert.Equal((expected, 0, 1), (outcome.Status, outcome.FailedWrite, handler.Requests.Count));
    }

    [Theory]
    [InlineData("insert", HttpStatusCode.NotFound, "ResourceNotFound")]
    [InlineData("put", HttpStatusCode.PreconditionFailed, "")]
    [InlineData("replace", HttpStatusCode.BadRequest, "InvalidInput")]
    [InlineData("insert", HttpStatusCode.Forbidden, "AuthenticationFailed")]
    [InlineData("insert", HttpStatusCode.Conflict, "TableBeingDeleted")]
    [InlineData("put", HttpStatusCode.RequestEntityTooLarge, "EntityTooLarge")]
    public async Task Refuses_loudly_what_the_service_denies(string kind, HttpStatusCode status, string code)
    {
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => Commit(kind, () => Answer(status, code == "" ? "" : Error(code))));

        Assert.Contains($"{(int)status} {code}".Trim(), failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsRefusal);
    }

    private const string Row = "faults(PartitionKey='o%27%27b',RowKey='%C3%A9%20%2B%25')";

    private static HttpResponseMessage Success() => Tagged(HttpStatusCode.NoContent);

    private static HttpResponseMessage Tagged(HttpStatusCode status)
    {
        var answer = Answer(status);
        answer.Headers.TryAddWithoutValidation("ETag", Tag);
        return answer;
    }

    private async Task<(CommitOutcome Outcome, ScriptedHandler Handler)> Commit(
        string kind, params Func<HttpResponseMessage>[] steps)
    {
        var handler = new ScriptedHandler(steps);
        var store = AzureTableStore.WithSharedKey(
            new AzureTableOptions(
                new Uri("http://faults.test/account"), time, new HttpClientTransport(new HttpClient(handler))),
            new SharedKey("account", "a2V5"));
        return (await store.Commit(Table, new RowBatch([Write(kind)]), default), handler);
    }

    private static RowWrite Write(string kind) => kind switch
    {
        "insert" => RowWrite.Insert(Key, Fields),
        "replace" => RowWrite.Replace(Key, Fields, new ETag(Tag)),
        "merge" => RowWrite.Merge(Key, Fields, new ETag(Tag)),
        "mergeany" => RowWrite.MergeAny(Key, Fields),
        "put" => RowWrite.Put(Key, Fields),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
