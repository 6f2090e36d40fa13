using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

public sealed class WebhookRowFilesTests
{
    private static readonly CallbackEndpoint Webhook = Samples.Endpoint with
    {
        Scheme = "voltage",
        SigningKey = null,
        Name = "orders & more",
        Events = [PaymentEvent.ReceiveCompleted, PaymentEvent.SendFailed],
        Status = EndpointStatus.Stopped,
        Secrets = new EndpointSecrets([1, 2, 3], [4, 5, 6], Samples.At.AddDays(1)),
        CreatedAt = Samples.At,
        UpdatedAt = Samples.At.AddHours(1),
        StoppedAt = Samples.At.AddHours(1),
    };

    private static readonly Delivery Told = Samples.Delivery with
    {
        Event = new ToldEvent(PaymentEvent.ReceiveCompleted, EventIds.For("settled", Samples.Hash.ToString())),
        IsPaused = true,
    };

    private static readonly Attempt RateLimited = new(
        1,
        Samples.At,
        TimeSpan.FromMilliseconds(5),
        Samples.Endpoint.Url,
        new CallbackAnswer(429, null, "") { RetryAfter = TimeSpan.FromMinutes(2) });

    [Fact]
    public void A_webhook_is_stored_as_it_always_was()
    {
        GoldenFile.AssertRow("registry-webhook", Registry.Table, EndpointStore.Created(Webhook));
        GoldenFile.AssertRow(
            "registry-webhook-count", Registry.Table, EndpointStore.Counted(Samples.Environment, 3, null));
    }

    [Fact]
    public void Its_deliveries_and_attempts_are_stored_as_they_always_were()
    {
        GoldenFile.AssertRow("delivery-of-webhook", WalletRows.Table, DeliveryRows.Inserts(Told)[0]);
        GoldenFile.AssertRow(
            "attempt-rate-limited",
            WalletRows.Table,
            DeliveryRows.Change(Told, Told, new ETag("1"), RateLimited)[^1]);
    }

    [Fact]
    public async Task The_index_is_stored_as_it_always_was()
    {
        var tables = new WatchedTableStore(new MemoryTableStore());
        await new DeliveryIndex(tables).BeginTest(Told, CancellationToken.None);
        var writes = tables.Commits.Single().Batch.Writes;
        GoldenFile.AssertRow("listed-test", DeliveryIndex.Table, writes[0]);
        GoldenFile.AssertRow("listed-delivery", DeliveryIndex.Table, writes[1]);
    }

    [Fact]
    public void What_is_stored_reads_back()
    {
        var webhook = RegistryRows.ToEndpoint(GoldenFile.Row("registry-webhook"));
        Assert.Equal(Webhook.Events, webhook.Events);
        Assert.Equal(Webhook.Secrets!.Previous, webhook.Secrets!.Previous);
        Assert.Equal(Webhook with { Events = webhook.Events, Secrets = webhook.Secrets }, webhook);
        var told = DeliveryRows.ToDelivery(GoldenFile.Row("delivery-of-webhook"));
        Assert.Equal(Told, told with { Body = Told.Body });
        Assert.Equal(RateLimited, DeliveryRows.ToAttempt(GoldenFile.Row("attempt-rate-limited")));
    }

    [Fact]
    public void A_body_that_no_column_holds_is_stored_in_two()
    {
        var large = Told with { Body = Enumerable.Range(0, 100_000).Select(n => (byte)(n % 251)).ToArray() };
        var write = DeliveryRows.Inserts(large)[0];
        var batch = new RowBatch([write]);
        var stored = DeliveryRows.ToDelivery(new Row(write.Key, new ETag("1"), batch.Writes[0].Fields));
        Assert.Equal(large.Body.ToArray(), stored.Body.ToArray());
    }

    [Fact]
    public void An_endpoint_from_before_there_were_webhooks_is_told_everything_of_payments_and_is_none()
    {
        var endpoint = RegistryRows.ToEndpoint(GoldenFile.Row("registry-endpoint"));
        Assert.Equal((false, EndpointStatus.Active), (endpoint.IsWebhook, endpoint.Status));
        Assert.All(
            Enum.GetValues<PaymentEvent>(),
            happened => Assert.Equal(happened <= PaymentEvent.TestCreated, endpoint.Wants(happened)));
    }
}
