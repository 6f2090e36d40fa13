using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>The product is killed again and again while customers pay.</summary>
public sealed class CrashTests
{
    private const int Rounds = 10;
    private readonly ConcurrentDictionary<string, long> paid = new();
    private readonly ConcurrentDictionary<string, long> perhapsPaid = new();

    [Fact]
    public async Task Credits_every_payment_exactly_once_whenever_it_is_killed()
    {
        var chance = new Random(20_240_607);
        using var data = new DataFolder();
        using var merchant = new MerchantServer();
        for (var round = 0; round < Rounds; round++)
        {
            await using var doomed = await RunningProduct.Start(data, "--callback-url", merchant.Url);
            var names = Enumerable.Range(0, 4).Select(number => $"{round}-{number}");
            var customers = names.Select(name => PayUntilKilled(doomed, name)).ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(100, 1_500)), TimeProvider.System);
            await doomed.Kill();
            await Task.WhenAll(customers);
        }

        Assert.NotEmpty(paid);
        await using var product = await RunningProduct.Start(data);
        var credited = new Dictionary<string, JsonNode>();
        foreach (var foreignId in paid.Keys)
        {
            credited[foreignId] = await product.Credited(foreignId);
        }

        foreach (var foreignId in perhapsPaid.Keys.Except(paid.Keys))
        {
            var found = await product.Call("transactions/info", $$"""{"foreign_id":"{{foreignId}}"}""");
            if (found.Status == 200)
            {
                credited[foreignId] = found.Json;
            }
        }

        Assert.Equal(credited.Keys.Sum(NetOf), await product.Balance());
        await AssertEachIsTold(merchant, credited);
    }

    private static async Task AssertEachIsTold(MerchantServer merchant, Dictionary<string, JsonNode> credited)
    {
        var expected = credited.Values.Select(deposit => deposit["id"]!.GetValue<int>()).Order().ToList();
        List<int> Told() => [.. merchant.Received.Select(post => post.Json["id"]!.GetValue<int>()).Distinct().Order()];
        await Eventually.Holds("every deposit is told", () => Task.FromResult(expected.SequenceEqual(Told())), 30);

        Assert.Equal(expected.Count, expected.Distinct().Count());
        Assert.All(
            merchant.Received.GroupBy(post => post.Json["id"]!.GetValue<int>()),
            copies => Assert.Single(
                copies.Select(post => post.Header("X-Processing-Signature") + post.Text).Distinct()));
    }

    private async Task PayUntilKilled(RunningProduct product, string customer)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var foreignId = $"{customer}-{number}";
                var satoshis = 1_000 + number;
                var taken = await product.Take(foreignId, $"0.{satoshis:D8}");
                perhapsPaid[foreignId] = satoshis;
                (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
                paid[foreignId] = satoshis;
            }
        }
        catch (Exception killed) when (killed is HttpRequestException or IOException or TaskCanceledException)
        {
            // As it was meant to be.
        }
    }

    private long NetOf(string foreignId) => perhapsPaid[foreignId] - (perhapsPaid[foreignId] * 8 / 1_000);
}
