using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>The sandbox's time as an integrator moves it.</summary>
public sealed class ClockTests : IDisposable
{
    private const int Day = 86_400;
    private readonly DataFolder data = new();

    [Fact]
    public async Task An_invoice_expires_by_a_move_and_its_webhook_is_sent_at_the_minute()
    {
        await using var product = await RunningProduct.Start(data, "--ephemeral");
        using var server = new MerchantServer();
        await Register(product, server.Url, "expired");
        var id = Guid.NewGuid().ToString();
        (await product.Native(HttpMethod.Post, "/payments", new JsonObject
        {
            ["id"] = id,
            ["wallet_id"] = product.Facts.Wallet,
            ["currency"] = "btc",
            ["amount_msats"] = 21_000,
            ["payment_kind"] = "bolt11",
            ["expiration"] = 6 * 3_600,
        }.ToJsonString())).With(202);
        var made = await Now(product);

        var answer = await Advance(product, Day);

        Assert.Equal(Day, answer["advanced_seconds"]!.GetValue<int>());
        Assert.InRange((Instant(answer["now"]!) - made).TotalSeconds, Day, Day + 120);
        Assert.True(answer["fired"]!["Reconcile"]!.GetValue<int>() > 24);
        Assert.Equal(1, answer["fired"]!["DeliverCallbacks"]!.GetValue<int>());
        var told = Assert.Single(server.Received);
        Assert.Equal(id, told.Json["detail"]!["data"]!["id"]!.GetValue<string>());
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(told.Header("x-voltage-timestamp"), null));
        Assert.InRange((sent - made).TotalMinutes, 6 * 60, (6 * 60) + 5);
        var payment = (await product.Native(HttpMethod.Get, $"/payments/{id}")).With(200).Json;
        Assert.Equal("expired", payment["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_failing_endpoint_is_tried_again_in_order_at_its_times()
    {
        await using var product = await RunningProduct.Start(data, "--ephemeral");
        using var server = new MerchantServer([.. Enumerable.Repeat(500, 20)]);
        await Register(product, server.Url, "completed");
        var taken = await product.Take("retried");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        await server.Next();

        await Advance(product, Day);

        // 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, 4 h, 8 h; then 12 h is past the day.
        double[] waits = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800];
        var sent = server.Received.Select(post => double.Parse(post.Header("x-voltage-timestamp"), null)).ToArray();
        Assert.Equal(waits.Length + 1, sent.Length);
        Assert.All(waits, (wait, place) => Assert.InRange(sent[place + 1] - sent[place], wait - 1, wait + 3));
    }

    [Fact]
    public async Task A_quarter_of_daily_cycles_is_closed_each_in_its_night()
    {
        await using var product = await RunningProduct.Start(data, "--ephemeral");
        var line = Guid.NewGuid().ToString();
        (await product.Native(HttpMethod.Post, "/lines_of_credit", new JsonObject
        {
            ["id"] = line,
            ["limit"] = 100_000_000,
            ["reconciliation_frequency"] = "daily",
            ["anchor_date"] = (await Now(product)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }.ToJsonString())).With(202);

        var answer = await Advance(product, 90 * Day);

        var environment = product.Facts.Environment;
        var organization = environment[..environment.IndexOf("/environments", StringComparison.Ordinal)];
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{organization}/bills?line_of_credit_id={line}&limit=500&sort_order=ASC");
        request.Headers.Add("X-Api-Key", product.Facts.ApiKey);
        var bills = (await product.Send(request)).With(200).Json["items"]!.AsArray();

        // Two minutes after midnight: the ninetieth is not yet where this begins and ends just before.
        Assert.InRange(bills.Count, 89, 90);
        Assert.Equal(
            bills.Skip(1).Select(bill => Instant(bill!["start_time"]!)),
            bills.SkipLast(1).Select(bill => Instant(bill!["end_time"]!)));
        Assert.All(bills, bill => Assert.InRange(
            (Instant(bill!["created_at"]!) - Instant(bill["end_time"]!)).TotalMinutes, 2, 6));
        Assert.True(answer["fired"]!["CloseBillingCycle"]!.GetValue<int>() >= bills.Count);
    }

    [Fact]
    public async Task Time_stays_moved_over_a_restart_and_verification_knows_it()
    {
        var moved = default(DateTimeOffset);
        await using (var product = await RunningProduct.Start(data))
        {
            var taken = await product.Take("before");
            (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
            await product.Credited("before");
            await product.Take("expires");
            moved = Instant((await Advance(product, 2 * Day))["now"]!);
            var after = await product.Take("after");
            (await product.Pay(after["address"]!.GetValue<string>())).With(200);
            await product.Credited("after");
            (await Executable.Run(["verify", "--data", data.Path])).MustBeDone();
            Assert.Equal(0, await product.Stop());
        }

        (await Executable.Run(["verify", "--data", data.Path])).MustBeDone();
        await using (var product = await RunningProduct.Start(data))
        {
            Assert.True(await Now(product) >= moved);
            await product.Credited("after");
            Assert.Equal(0, await product.Stop());
        }

        var real = await Executable.Run([
            "local", "--data", data.Path, "--port", Executable.FreePort().ToString(CultureInfo.InvariantCulture),
            "--lnd-address", "127.0.0.1:1", "--lnd-cert", data.FactsFile, "--lnd-macaroon", data.FactsFile,
        ]);
        real.MustBeOneLine("and a real node's clock is not: give another --data.");
    }

    [Fact]
    public async Task Refuses_what_is_no_way_forward_and_a_second_move_at_once()
    {
        await using var product = await RunningProduct.Start(data, "--ephemeral");

        foreach (var wrong in new[] { 0, -1, 34_560_001 })
        {
            var refused = await product.Post("/sandbox/clock", new JsonObject { ["advance_seconds"] = wrong });
            Assert.Equal("invalid_parameter", refused.With(400).Json["error"]!["type"]!.GetValue<string>());
        }

        var none = await product.Post("/sandbox/clock", new JsonObject { ["advance_seconds"] = "1d" });
        Assert.Equal("invalid_syntax", none.With(400).Json["error"]!["type"]!.GetValue<string>());

        var long90 = Advance(product, 90 * Day);
        await Eventually.Holds("it is being moved", async () =>
            (await product.Get("/sandbox/clock")).With(200).Json["is_advancing"]!.GetValue<bool>());
        var second = await product.Post("/sandbox/clock", new JsonObject { ["advance_seconds"] = 1 });
        Assert.Equal("clock_advancing", second.With(409).Json["error"]!["type"]!.GetValue<string>());
        await long90;
    }

    [Fact]
    public async Task A_deployment_has_no_clock_to_move()
    {
        var port = Executable.FreePort().ToString(CultureInfo.InvariantCulture);
        using var served = Executable.Start(["serve"], settings: new Dictionary<string, string>
        {
            // Addresses that lead nowhere: what is asked needs none of them.
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = port,
            ["FULGURITE_TABLES_URI"] = "https://nowhere.invalid/",
            ["ServiceBus__fullyQualifiedNamespace"] = "nowhere.invalid",
            ["FULGURITE_VAULT_URI"] = "https://nowhere.invalid/",
            ["FULGURITE_LND_ADDRESS"] = "127.0.0.1:10009",
        });
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.Holds("it serves", async () => await Answers(client), 60);

            using var body = new StringContent("""{"advance_seconds":60}""");
            using var told = await client.GetAsync("/sandbox/clock");
            using var moved = await client.PostAsync("/sandbox/clock", body);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (told.StatusCode, moved.StatusCode));
        }
        finally
        {
            served.Kill(entireProcessTree: true);
            await served.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task The_command_line_moves_it_too()
    {
        await using var product = await RunningProduct.Start(data, "--ephemeral");
        string[] where = ["--facts", data.FactsFile];

        var moved = await Executable.Run(["clock", "advance", "2h", .. where]);
        var shown = await Executable.Run(["clock", "show", .. where]);

        moved.MustBeDone();
        Assert.Equal(7_200, JsonNode.Parse(moved.Output)!["advanced_seconds"]!.GetValue<int>());
        Assert.InRange(JsonNode.Parse(shown.Output)!["ahead_seconds"]!.GetValue<int>(), 7_100, 7_200);
        (await Executable.Run(["clock", "advance", "soon", .. where]))
            .MustBeOneLine("'soon' is not a number and s, m, h, d or w");
    }

    public void Dispose() => data.Dispose();

    private static async Task<bool> Answers(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/api/v2/ping");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<JsonNode> Advance(RunningProduct product, int seconds) =>
        (await product.Post("/sandbox/clock", new JsonObject { ["advance_seconds"] = seconds })).With(200).Json;

    private static async Task<DateTimeOffset> Now(RunningProduct product) =>
        Instant((await product.Get("/sandbox/clock")).With(200).Json["now"]!);

    private static DateTimeOffset Instant(JsonNode text) => DateTimeOffset.Parse(
        text.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static async Task Register(RunningProduct product, string url, string receive) =>
        (await product.Native(HttpMethod.Post, "/webhooks", new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["url"] = url,
            ["name"] = "clock",
            ["events"] = new JsonArray(new JsonObject { ["receive"] = receive }),
            ["scheme"] = "voltage",
        }.ToJsonString())).With(202);
}
