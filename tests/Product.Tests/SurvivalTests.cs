using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>What a merchant finds after the product was stopped or killed.</summary>
public sealed class SurvivalTests
{
    [Fact]
    public async Task Finds_everything_again_after_control_c()
    {
        using var data = new DataFolder();
        JsonNode unpaid;
        Facts facts;
        string deposit;
        await using (var first = await RunningProduct.Start(data))
        {
            deposit = await PaidDeposit(first);
            unpaid = await first.Take("unpaid");
            facts = first.Facts;
            var azurite = data.AzuriteProcessId!.Value;

            var stopping = Stopwatch.StartNew();
            Assert.Equal(0, await first.Stop());

            Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            Assert.Null(data.AzuriteProcessId);
            await Eventually.Holds("Azurite has ended", () => Task.FromResult(!Directory.Exists($"/proc/{azurite}")));
        }

        await using var second = await RunningProduct.Start(data);
        Assert.All(facts.Document.Where(each => each.Key != "base_url"), each => Assert.Equal(
            each.Value!.GetValue<string>(), second.Facts.Document[each.Key]!.GetValue<string>()));
        Assert.Equal(deposit, (await second.Credited("paid")).ToJsonString());
        Assert.Equal(9_920, await second.Balance());
        var callbacks = (await second.Native(HttpMethod.Get, "/callbacks")).With(200).Json["items"]!.AsArray();
        Assert.Equal("delivered", Assert.Single(callbacks)!["status"]!.GetValue<string>());

        // The inbox has moved with the port, and the invoice can still be paid.
        (await second.Pay(unpaid["address"]!.GetValue<string>())).With(200);
        await second.Credited("unpaid");
        await Eventually.Holds("its callback arrives", async () =>
            (await second.Get("/sandbox/inbox", "text/html")).Text.Contains("unpaid", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adopts_the_azurite_that_a_killed_run_left_behind()
    {
        using var data = new DataFolder();
        int azurite;
        await using (var first = await RunningProduct.Start(data))
        {
            await PaidDeposit(first);
            azurite = data.AzuriteProcessId!.Value;
            await first.Kill();
        }

        await using var second = await RunningProduct.Start(data);

        Assert.Equal(azurite, data.AzuriteProcessId);
        Assert.Equal(9_920, await second.Balance());
        Assert.Equal(0, await second.Stop());
        Assert.Null(data.AzuriteProcessId);
    }

    // Also waits for its callback, so that nothing is under way.
    private static async Task<string> PaidDeposit(RunningProduct product)
    {
        var taken = await product.Take("paid");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        var deposit = await product.Credited("paid");
        await Eventually.Holds("its callback is delivered", async () =>
        {
            var page = await product.Native(HttpMethod.Get, "/callbacks");
            return page.With(200).Text.Contains("delivered", StringComparison.Ordinal);
        });
        return deposit.ToJsonString();
    }
}
