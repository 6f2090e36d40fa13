using Fulgurite.Billing;
using Fulgurite.Cycles;

namespace Fulgurite.Tests.Billing;

public sealed class SettleBillTests
{
    // By hand, in msat; no fees:
    //   1 March   one sends 20,000,                                    owes 20,000
    //   2 March   it receives those 20,000, has nothing, and is deleted; another sends 50,000
    //   1 March's bill is paid: 20,000 collected; they come into the one, deleted or not
    //   2 March's bill is 20,000 - 50,000: 30,000 collected, the 20,000 of the one withdrawn, the other gets 50,000
    [Fact]
    public async Task What_a_bill_brings_into_a_deleted_wallet_the_next_bill_takes_for_the_others()
    {
        var line = await BilledLine.Make("Daily/2026-01-01", "2026-03-01T00:00", BillingTerms.None);
        var (one, other) = (await line.Open("2026-03-01T01:00"), await line.Open("2026-03-01T01:00"));
        await line.Send(one, "2026-03-01T10:00", 20_000);
        await line.Close("2026-03-02T00:02");
        await line.Receive(one, "2026-03-02T10:00", 20_000);
        await line.Delete(one, "2026-03-02T11:00");
        await line.Send(other, "2026-03-02T12:00", 50_000);
        await line.Settle((await line.All())[0], "2026-03-02T13:00");
        Assert.Equal((20_000, -50_000), (await line.Available(one), await line.Available(other)));

        await line.Close("2026-03-03T00:02");
        var bill = (await line.All())[1];
        Assert.Equal((SettlementType.Collection, 30_000), (bill.Type, bill.AmountDue.Value));
        await line.Settle(bill, "2026-03-03T13:00");
        Assert.Equal((0, 0), (await line.Available(one), await line.Available(other)));
        Assert.Equal(BillStatus.Paid, (await line.All())[1].Status);
    }

    // The later bill is paid first: the one has nothing to give, and the other waits for what the earlier one brings.
    // It comes into the one: together the wallets have what they must, and the customer's books say where it is.
    [Fact]
    public async Task Bills_that_are_paid_in_the_wrong_order_leave_the_sum_right_and_its_parts_not()
    {
        var line = await BilledLine.Make("Daily/2026-01-01", "2026-03-01T00:00", BillingTerms.None);
        var (one, other) = (await line.Open("2026-03-01T01:00"), await line.Open("2026-03-01T01:00"));
        await line.Send(one, "2026-03-01T10:00", 20_000);
        await line.Close("2026-03-02T00:02");
        await line.Receive(one, "2026-03-02T10:00", 20_000);
        await line.Send(other, "2026-03-02T12:00", 50_000);
        await line.Close("2026-03-03T00:02");
        var bills = await line.All();
        await line.Settle(bills[1], "2026-03-03T13:00");
        Assert.Equal((0, -20_000), (await line.Available(one), await line.Available(other)));
        await line.Settle(bills[0], "2026-03-03T14:00");
        Assert.Equal((20_000, -20_000), (await line.Available(one), await line.Available(other)));
    }
}
