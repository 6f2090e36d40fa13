using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Golden;

public sealed class BillPayoutRowFilesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Bill Owed = new()
    {
        Id = new BillId(Samples.Wallet.Value),
        LineOfCredit = Samples.Line,
        Organization = Samples.Organization,
        Environment = Samples.Environment,
        Period = new BillingPeriod(Start, Start.AddMonths(1)),
        Totals = new BillTotals(
            1,
            new Turnover(default, new Flow(1, new Msat(50_000), new Msat(400))),
            Msat.Zero,
            Msat.Zero,
            new Msat(50),
            new MsatDelta(0)),
        Terms = new BillingTerms(Msat.Zero, new BasisPoints(0), new BasisPoints(10)),
        ServiceFee = Msat.Zero,
        DueAt = Start.AddDays(45),
        CreatedAt = Samples.At,
        UpdatedAt = Samples.At,
        Status = BillStatus.PaymentDue,
        IsIssued = true,
    };

    private static readonly Bill Failed = Owed with
    {
        Status = BillStatus.Failed,
        Settling = new BillSettling(SettlingStep.Pay, null, new Msat(49_550)),
        Payout = new BillPayout
        {
            PaymentRequest = "lnbcrt1",
            Amount = new Msat(49_500),
            FeeMax = new Msat(50),
            Attempt = 2,
            AskedAt = Samples.At,
            Failure = PayoutFailure.NoRoute,
            FailedAt = Samples.At.AddMinutes(1),
        },
    };

    private static readonly Bill Paid = Owed with
    {
        Status = BillStatus.Paid,
        AmountPaid = new Msat(49_000),
        CoveredAt = Samples.At,
        PaidAt = Samples.At.AddSeconds(1),
        Payout = new BillPayout
        {
            Address = "bcrt1q",
            Amount = new Msat(49_000),
            FeeMax = new Msat(550),
            AskedAt = Samples.At,
            FeePaid = new Msat(200),
        },
    };

    [Fact]
    public void Payouts_are_written_as_their_files_say()
    {
        MustBe("bill-payout-failed", Failed);
        MustBe("bill-payout-paid", Paid);
    }

    private static void MustBe(string file, Bill bill)
    {
        var key = BillRows.Key(bill.LineOfCredit, bill.Period.Start);
        GoldenFile.AssertRow(file, BillRows.Table, RowWrite.Insert(key, BillRows.ToFields(bill)));
        Assert.Equal(bill, BillRows.ToBill(GoldenFile.Row(file)));
    }
}
