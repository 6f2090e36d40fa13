using System.Net;
using System.Net.Sockets;
using Azure.Core.Pipeline;
using Fulgurite.Azure.Tables;
using Fulgurite.Storage;
using static Fulgurite.Contracts.Tables.ScriptedHandler;

namespace Fulgurite.Contracts.Tables;

/// <summary>What the emulator never does and the cloud does, to a batch.</summary>
public sealed class AzureTableStoreFaultTests
{
    private const string ETag = "W/\"datetime'2026-11-20T12%3A00%3A00.1234567Z'\"";
    private const string Busy = "503 Service Unavailable";
    private static readonly TableName Table = new("faults");
    private static readonly RowBatch Batch = new(
        [RowWrite.Insert(new RowKey("p", "r"), []), RowWrite.Insert(new RowKey("p", "s"), [])]);

    private readonly InstantTime time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    private static HttpResponseMessage Success => BatchAnswer(
        Part("204 No Content", etag: ETag), Part("204 No Content", etag: ETag));

    [Fact]
    public async Task Repeats_a_commit_that_the_service_was_too_busy_for()
    {
        var (outcome, handler) = await Commit(
            () => Answer(HttpStatusCode.ServiceUnavailable, Error("ServerBusy")),
            () => BatchAnswer(Part(Busy, Error("ServerBusy"))),
            () => Answer(HttpStatusCode.TooManyRequests),
            () => Success);

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal([ETag, ETag], outcome.Versions.Select(version => version.Value));
        Assert.Equal(4, handler.Requests.Count);
        Assert.Equal(3, time.Waits.Count);
        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public async Task Waits_as_long_as_the_service_asks()
    {
        await Commit(
            () =>
            {
                var answer = Answer(HttpStatusCode.ServiceUnavailable, Error("ServerBusy"));
                answer.Headers.TryAddWithoutValidation("Retry-After", "7");
                return answer;
            },
            () => Success);

        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task Gives_up_on_a_service_that_stays_busy()
    {
        var handler = new ScriptedHandler(() => Answer(HttpStatusCode.ServiceUnavailable));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Store(handler).Commit(Table, Batch, default));

        Assert.Equal(6, handler.Requests.Count);
    }

    [Fact]
    public async Task Repeats_a_commit_for_which_no_connection_was_made()
    {
        var (outcome, handler) = await Commit(
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException()),
            () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"),
            () => Success);

        Assert.Equal((CommitStatus.Committed, 3), (outcome.Status, handler.Requests.Count));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "OperationTimedOut")]
    [InlineData(HttpStatusCode.InternalServerError, "InternalError")]
    [InlineData(HttpStatusCode.BadGateway, "")]
    [InlineData(HttpStatusCode.GatewayTimeout, "")]
    [InlineData(HttpStatusCode.RequestTimeout, "")]
    public async Task Does_not_know_and_does_not_repeat_what_may_have_been_applied(HttpStatusCode status, string code)
    {
        var (outer, handler) = await Commit(() => Answer(status, code == "" ? "" : Error(code)), () => Success);
        var (inner, _) = await Commit(() => BatchAnswer(Part($"{(int)status} x", Error(code))), () => Success);

        Assert.Equal((CommitStatus.Unknown, 1), (outer.Status, handler.Requests.Count));
        Assert.Equal(CommitStatus.Unknown, inner.Status);
    }

    [Fact]
    public async Task Does_not_know_after_a_connection_that_broke_or_an_answer_that_did_not_come()
    {
        var (reset, resetHandler) = await Commit(
            () => throw new HttpRequestException("reset", new IOException("reset", new SocketException())));
        var (ended, _) = await Commit(
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "ended early"));
        var (timedOut, timedOutHandler) = await Commit(() => throw new TaskCanceledException("timeout"));

        Assert.Equal((CommitStatus.Unknown, 1), (reset.Status, resetHandler.Requests.Count));
        Assert.Equal(CommitStatus.Unknown, ended.Status);
        Assert.Equal((CommitStatus.Unknown, 1), (timedOut.Status, timedOutHandler.Requests.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--batchresponse_1\r\n")]
    [InlineData("--c\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\n\r\n")]
    [InlineData("--c\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n--c--\r\n")]
    [InlineData("--c\r\n\r\nHTTP/1.1 409 Conflict\r\n\r\n{\"odata.error\":{\"code\":\"EntityAl")]
    [InlineData("--c\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n{\"odata.er")]
    public async Task Does_not_know_after_an_answer_that_is_cut_off(string body)
    {
        var (outcome, _) = await Commit(() => Answer(HttpStatusCode.Accepted, body));

        Assert.Equal(CommitStatus.Unknown, outcome.Status);
    }

    [Theory]
    [InlineData("412 Precondition Failed", "UpdateConditionNotSatisfied", "2:changed", CommitStatus.Stale, 2)]
    [InlineData("412 Precondition Failed", "", "", CommitStatus.Stale, -1)]
    [InlineData("404 Not Found", "ResourceNotFound", "The resource: is gone", CommitStatus.Stale, -1)]
    [InlineData("404 Not Found", "EntityNotFound", "0:gone", CommitStatus.Stale, 0)]
    [InlineData("409 Conflict", "EntityAlreadyExists", "31:exists", CommitStatus.AlreadyExists, 31)]
    [InlineData("409 Conflict", "EntityAlreadyExists", "exists", CommitStatus.AlreadyExists, -1)]
    public async Task Reads_a_refusal_and_its_index(
        string status, string code, string message, CommitStatus expected, int failedWrite)
    {
        var (outcome, handler) = await Commit(
            () => BatchAnswer(Part(status, code == "" ? "" : Error(code, message))));

        Assert.Equal((expected, failedWrite, 1), (outcome.Status, outcome.FailedWrite, handler.Requests.Count));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "AuthenticationFailed")]
    [InlineData(HttpStatusCode.BadRequest, "InvalidInput")]
    [InlineData(HttpStatusCode.NotFound, "ResourceNotFound")]
    [InlineData(HttpStatusCode.PreconditionFailed, "")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    public async Task Refuses_loudly_what_the_service_denies(HttpStatusCode status, string code)
    {
        var xml = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>x</Message></Error>";

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => Commit(() => Answer(status, xml, "application/xml")));

        Assert.Contains($"{(int)status} {code}".Trim(), failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsRefusal);
    }

    [Fact]
    public async Task Creates_a_missing_table_even_when_another_caller_just_did()
    {
        var (outcome, handler) = await Commit(
            () => BatchAnswer(Part("404 Not Found", Error("TableNotFound", "0:no table"))),
            () => Answer(HttpStatusCode.Conflict, Error("TableAlreadyExists")),
            () => Success);

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.StartsWith("POST http://faults.test/account/Tables\n", handler.Requests[1], StringComparison.Ordinal);
        Assert.EndsWith("{\"TableName\":\"faults\"}", handler.Requests[1], StringComparison.Ordinal);
    }

    private async Task<(CommitOutcome Outcome, ScriptedHandler Handler)> Commit(
        params Func<HttpResponseMessage>[] steps)
    {
        var handler = new ScriptedHandler(steps);
        return (await Store(handler).Commit(Table, Batch, default), handler);
    }

    private AzureTableStore Store(ScriptedHandler handler) => AzureTableStore.WithSharedKey(
        new AzureTableOptions(
            new Uri("http://faults.test/account"), time, new HttpClientTransport(new HttpClient(handler))),
        new SharedKey("account", "a2V5"));
}
