using Fulgurite.Billing;
using Fulgurite.Identity;

namespace Fulgurite.Worlds;

/// <summary>What customers ask to have paid out of what is owed to them.</summary>
internal sealed class WorldPayouts(World world)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The book from which its customer is paid, of each line of credit that is billed, by the line.</summary>
    public Dictionary<string, Shop> Books { get; } = [];

    /// <summary>What was asked for, in order.</summary>
    public List<(BillId Bill, NewPayout Asked)> Asked { get; } = [];

    /// <summary>An order, repeated until some process answers it.</summary>
    public async Task<RequestPayoutOutcome> Ask(Shop shop, Bill bill, NewPayout asked)
    {
        Asked.Add((bill.Id, asked));
        while (true)
        {
            if (world.Processes.Find(process => process.IsAlive) is { } process
                && (await Ask(process, shop, bill, asked)).Value is { } outcome)
            {
                return outcome;
            }

            await world.Wait(RetryAfter);
        }
    }

    /// <summary>An order, to one process.</summary>
    public Task<Answer<RequestPayoutOutcome>> Ask(Process process, Shop shop, Bill bill, NewPayout asked)
    {
        Asked.Add((bill.Id, asked));
        world.History.Add(process.Name, $"is asked by {shop.Wallet} to pay out bill {bill.Id}");
        return process.Ask(async engine =>
        {
            var stored = await engine.Billing.Bills.Find(bill.Id, CancellationToken.None);
            return await engine.Billing.RequestPayout.Execute(
                stored!, asked, world.Clock.GetUtcNow(), CancellationToken.None);
        });
    }
}
