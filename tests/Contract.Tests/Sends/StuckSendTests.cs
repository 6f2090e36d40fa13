using Fulgurite.App;
using Fulgurite.App.Host;
using Fulgurite.App.Reconcile;
using Fulgurite.Contracts.Functions;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.Sends;

/// <summary>A send whose transaction the network does not take is told to the operator.</summary>
public sealed class StuckSendTests
{
    private const int StuckOnChain = 4005;

    [Fact]
    public async Task A_send_on_chain_that_is_not_final_for_an_hour_is_an_error_in_the_log_with_every_look()
    {
        await using var merchant = await SendingMerchant.Start();
        merchant.Chain.TakesNothing = true;
        var data = $$"""{"address":"{{SendingMerchant.Address}}","amount_sats":25000}""";
        var id = (await merchant.SendAndAdvance("onchain", data))["id"]!.GetValue<string>();

        merchant.Product.Clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Empty(await Look(merchant));
        foreach (var _ in new[] { "first", "second" })
        {
            merchant.Product.Clock.Advance(TimeSpan.FromMinutes(6));
            var told = Assert.Single(await Look(merchant));
            Assert.Contains(id, told, StringComparison.Ordinal);
            Assert.Contains("Signed", told, StringComparison.Ordinal);
        }

        merchant.Chain.TakesNothing = false;
        merchant.Product.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(await Look(merchant));
        Assert.Equal("completed", (await merchant.Read(Guid.Parse(id)))["status"]!.GetValue<string>());
    }

    // What a minute's look tells of.
    private static async Task<IReadOnlyList<string>> Look(SendingMerchant merchant)
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        var source = new EngineSource(_ => Task.FromResult(merchant.Product.Engine));
        await new ReconcileFunction(source, loggers.CreateLogger<ReconcileFunction>())
            .Run(new TimerInvocation(false), CancellationToken.None);
        return [.. log.Lines.Where(line => line.EventId == StuckOnChain).Select(line => line.Text)];
    }
}
