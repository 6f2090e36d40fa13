using Fulgurite.Billing;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>Bills that are settled while their wallets go on: sending, emptied, deleted.</summary>
public sealed class BillRaceTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Midnight.AddMinutes(-20);

    // By hand, in msat; the limit of a wallet is 100,000,000, a payment costs 10,000,000, and 10,000 are held for its
    // route, of which it takes 1,000:
    //   the day before   sends 50,000,000 at 1,000                owes  50,001,000
    //   today            ten times 10,000,000 and 10,000 at once: 49,999,000 are free, so 4 fit before the bill is
    //                    settled (4 × 10,010,000 = 40,040,000), and 9 do after it (9 × 10,010,000 = 90,090,000)
    [Fact]
    public void As_many_sends_as_fit_succeed_while_a_bill_is_settled_and_none_passes_the_limit()
    {
        var sent = new List<int>();
        for (var seed = 1UL; seed <= 25; seed++)
        {
            Stage.Play(seed, start: Evening, scenario: async world =>
            {
                Process[] processes = [world.StartProcess(), world.StartProcess()];
                var (shop, _) = await world.OpenDaily(Billings.Free);
                await world.Send(shop, 50_000);
                await world.WaitUntil(Midnight.AddMinutes(4));
                var orders = Enumerable.Range(0, 10).Select(_ => world.Order(
                    shop, world.Payments.Ask(Msat.FromSats(10_000), Sends.Hour, Sends.Success))).ToList();
                Assert.True(world.Pay(Assert.Single(await world.Bills(shop))));
                var answers = await Task.WhenAll(orders.Select(async order =>
                {
                    await world.Wait(world.Dice.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(600)));
                    return await world.Sends.Order(world.Dice.Pick(processes), order);
                }));

                var fit = answers.Count(answer => answer.Value!.Refusal is null);
                Assert.InRange(fit, 4, 9);
                sent.Add(fit);
                await world.Wait(TimeSpan.FromMinutes(10));
                Assert.Equal(BillStatus.Paid, (await world.Bills(shop))[0].Status);
                Assert.Equal(-10_001_000 * fit, await world.Available(shop));
                await world.EndInOrder();
            });
        }

        // Some came before the bill was settled, and some after.
        Assert.True(sent.Distinct().Count() > 2, string.Join(' ', sent));
    }

    // Decision 0016. By hand, in msat:
    //   the day before   one receives 30,000,000; the other sends 40,000,000 at 1,000
    //   its bill         30,000,000 - 40,001,000                       due   10,001,000
    //   today            the one sends 25,000,000 at 1,000             has    4,999,000
    //   it is paid       10,001,000 collected, 4,999,000 withdrawn: the other gets those 15,000,000, and still owes
    //                    25,001,000; the one has nothing
    //   today's bill     the 25,001,000 that the one sent; as it gave what it had, it is to get back what it sent
    [Fact]
    public void A_wallet_that_was_ahead_and_has_spent_it_gives_what_it_has() =>
        Stage.Play(1, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (ahead, line) = await world.OpenDaily(Billings.Free);
            var owing = await world.OpenUnder(ahead, line, Billings.Limit);
            await world.Receive(ahead, 30_000);
            await world.Send(owing, 40_000);
            await world.WaitUntil(Midnight.AddMinutes(5));
            await world.Send(ahead, 25_000);
            var bill = Assert.Single(await world.Bills(ahead));
            Assert.Equal(10_001_000, bill.AmountDue.Value);
            world.Pay(bill);
            await world.Wait(TimeSpan.FromMinutes(5));

            Assert.Equal(BillStatus.Paid, (await world.Bills(ahead))[0].Status);
            Assert.Equal((0, -25_001_000), (await world.Available(ahead), await world.Available(owing)));
            await world.WaitUntil(Midnight.AddDays(1).AddMinutes(5));
            var next = (await world.Bills(ahead))[1];
            Assert.Equal(25_001_000, next.AmountDue.Value);
            world.Pay(next);
            await world.Wait(TimeSpan.FromMinutes(5));

            // The line owes nothing any more; which wallet has how much of that is the customer's to move.
            Assert.Equal((25_001_000, -25_001_000), (await world.Available(ahead), await world.Available(owing)));
            Assert.Equal(0, (await world.Book(line)).Available);
            await world.EndInOrder();
        });
}
