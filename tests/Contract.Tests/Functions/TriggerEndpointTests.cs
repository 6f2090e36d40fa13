using System.Net;
using System.Text;
using Fulgurite.App.Host;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.Functions;

public sealed class TriggerEndpointTests
{
    private const string Success = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    [Fact]
    public async Task Runs_the_handler_with_the_opened_payload_of_a_binary_message()
    {
        var (answer, got) = await Deliver("message-binary.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var invocation = Assert.Single(got);
        Assert.Equal("""{"paymentHash":"aa","amountMsat":1000}""", Encoding.UTF8.GetString(invocation.Payload.Span));
        Assert.Equal("node1.aa.settled", invocation.MessageId);
        Assert.Equal(3, invocation.DeliveryCount);
    }

    [Fact]
    public async Task Takes_the_double_encoded_string_form_and_distrusts_its_metadata()
    {
        var (answer, got) = await Deliver("message-double-encoded.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var invocation = Assert.Single(got);
        Assert.Equal("""{"paymentHash":"aa","amountMsat":1000}""", Encoding.UTF8.GetString(invocation.Payload.Span));
        Assert.Null(invocation.MessageId);
        Assert.Null(invocation.DeliveryCount);
    }

    [Fact]
    public async Task Runs_the_handler_whatever_the_metadata_says()
    {
        var (answer, got) = await Deliver("message-odd-metadata.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var invocation = Assert.Single(got);
        Assert.Null(invocation.MessageId);
        Assert.Null(invocation.DeliveryCount);
    }

    [Theory]
    [InlineData("message-wrong-seal.json")]
    [InlineData("message-other-queue.json")]
    [InlineData("message-forging-metadata.json")]
    [InlineData("timer.json")]
    public async Task Never_acts_on_a_message_that_we_did_not_seal_for_the_queue(string golden)
    {
        var (answer, got) = await Deliver(golden);

        Assert.Empty(got);
        await AssertFailure(answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Data\":{\"message\":null}}")]
    [InlineData("{\"Data\":{\"message\":7}}")]
    [InlineData("{\"Data\":{\"message\":\"\"}}")]
    [InlineData("{\"Data\":\"text\"}")]
    [InlineData("{\"Data\":{\"message\":\"\\ud800\"}}")]
    public async Task Answers_500_with_a_body_to_what_is_no_envelope(string body)
    {
        await using var app = await FunctionApp.Start(table =>
            table.Queue("SettleInvoices", QueueName.LndEvents, (_, _) => throw new InvalidOperationException("ran")));

        await AssertFailure(await app.Trigger.PostAsync("/SettleInvoices", new StringContent(body)));

        Assert.DoesNotContain(app.Log.Lines, line => line.EventId == 1000);
    }

    [Fact]
    public async Task Success_is_a_JSON_object_and_never_empty()
    {
        await using var app = await FunctionApp.Start(table => table.Timer("Reconcile", (_, _) => Task.CompletedTask));

        var answer = await app.PostGolden("Reconcile", "timer.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Success, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_world_that_fails_is_told_in_one_line_without_a_stack()
    {
        await using var app = await FunctionApp.Start(table =>
            table.Timer("Reconcile", (_, _) => throw new StorageUnavailableException("Connection refused")));

        var answer = await app.PostGolden("Reconcile", "timer.json");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var line = Assert.Single(app.Log.Lines, line => line.Text.StartsWith("Reconcile ", StringComparison.Ordinal));
        Assert.Equal(1006, line.EventId);
        Assert.StartsWith("Reconcile could not do its work: Connection refused (", line.Text);
    }

    [Fact]
    public async Task A_failure_is_told_in_the_log_and_not_in_the_answer()
    {
        await using var app = await FunctionApp.Start(table =>
            table.Timer("Reconcile", (_, _) => throw new InvalidOperationException("the macaroon is 0201036c6e64")));

        var answer = await app.PostGolden("Reconcile", "timer.json");

        await AssertFailure(answer);
        Assert.DoesNotContain("macaroon", await answer.Content.ReadAsStringAsync());
        Assert.Contains(app.Log.Lines, line => line.EventId == 1001 && line.Text.Contains("Reconcile"));
    }

    [Theory]
    [InlineData("timer.json", false)]
    [InlineData("timer-past-due.json", true)]
    public async Task Tells_a_timer_whether_its_tick_is_late(string golden, bool isPastDue)
    {
        var ticks = new List<TimerInvocation>();
        await using var app = await FunctionApp.Start(table => table.Timer("Reconcile", (tick, _) =>
        {
            ticks.Add(tick);
            return Task.CompletedTask;
        }));

        await app.PostGolden("Reconcile", golden);

        Assert.Equal(isPastDue, Assert.Single(ticks).IsPastDue);
    }

    [Fact]
    public async Task Cancels_a_handler_half_a_minute_before_the_host_would_kill_the_process()
    {
        var clock = new ManualClock();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await FunctionApp.Start(
            table => table.Timer("Reconcile", async (_, cancel) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            }),
            clock);
        var answer = app.PostGolden("Reconcile", "timer.json");
        await started.Task;

        clock.Advance(TimeSpan.FromSeconds(269));
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        await AssertFailure(await answer);
        Assert.Contains(app.Log.Lines, line => line.EventId == 1002);
    }

    [Fact]
    public async Task Answers_before_the_host_s_limit_even_when_the_handler_ignores_its_deadline()
    {
        var clock = new ManualClock();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        await using var app = await FunctionApp.Start(
            table => table.Timer("Reconcile", (_, _) =>
            {
                started.SetResult();
                return never.Task;
            }),
            clock);
        var answer = app.PostGolden("Reconcile", "timer.json");
        await started.Task;
        await Eventually.Holds(() => clock.Armed == 2);

        clock.Advance(TimeSpan.FromSeconds(285));

        await AssertFailure(await answer);
        Assert.Contains(app.Log.Lines, line => line.EventId == 1003);
    }

    [Fact]
    public void A_message_s_deadline_is_the_shorter_of_the_lock_and_the_timeout_less_the_margin()
    {
        var limits = new FunctionLimits(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2));

        Assert.Equal(TimeSpan.FromSeconds(90), limits.MessageDeadline);
        Assert.Equal(TimeSpan.FromSeconds(270), limits.TimerDeadline);
    }

    [Fact]
    public async Task A_trigger_endpoint_is_not_there_on_the_public_port()
    {
        var ran = false;
        await using var app = await FunctionApp.Start(table => table.Timer("Reconcile", (_, _) =>
        {
            ran = true;
            return Task.CompletedTask;
        }));

        var answer = await app.Public.PostAsync("/Reconcile", new ByteArrayContent(Golden.Bytes("timer.json")));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(ran);
    }

    [Fact]
    public async Task A_proxied_request_does_not_reach_a_trigger_endpoint_on_the_shared_port()
    {
        var ran = false;
        await using var app = await FunctionApp.Start(table => table.Timer("Reconcile", (_, _) =>
        {
            ran = true;
            return Task.CompletedTask;
        }));
        using var proxied = new HttpRequestMessage(HttpMethod.Post, "/Reconcile");
        proxied.Headers.Host = "pay.example";

        var answer = await app.Trigger.SendAsync(proxied);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(ran);
    }

    [Fact]
    public void A_function_without_a_handler_is_found_at_start()
    {
        var table = new FunctionTable();
        table.Timer("Reconcile", (_, _) => Task.CompletedTask);

        table.MustServe(["Reconcile"]);
        Assert.Throws<InvariantBrokenException>(() => table.MustServe(["Reconcile", "SettleInvoices"]));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task No_method_tells_from_outside_that_there_is_a_trigger(string method)
    {
        await using var app = await FunctionApp.Start(table => table.Timer("Reconcile", (_, _) => Task.CompletedTask));

        var answer = await app.Public.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/Reconcile"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.Allow);
    }

    private static async Task<(HttpResponseMessage Answer, List<QueueInvocation> Got)> Deliver(string golden)
    {
        var got = new List<QueueInvocation>();
        await using var app = await FunctionApp.Start(table =>
            table.Queue("SettleInvoices", QueueName.LndEvents, (invocation, _) =>
            {
                got.Add(invocation);
                return Task.CompletedTask;
            }));
        return (await app.PostGolden("SettleInvoices", golden), got);
    }

    private static async Task AssertFailure(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("{\"Outputs\"", await answer.Content.ReadAsStringAsync());
    }
}
