using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Golden;

public sealed class BillRowFilesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Turnover Moved = new(
        new Flow(2, new Msat(30_001), new Msat(7)), new Flow(1, new Msat(50_000), new Msat(400)));

    private static readonly BillItem Item = new()
    {
        Wallet = Samples.Wallet,
        FirstLine = 3,
        LastLine = 9,
        StartingBalance = new MsatDelta(-5),
        EndingBalance = new MsatDelta(19_500),
        Moved = Moved,
        NetworkFees = new Msat(12),
        Settled = new MsatDelta(-75),
        SentVolumeFee = new Msat(75),
        ReceivedVolumeFee = new Msat(50),
        Carried = new MsatDelta(-20),
    };

    private static readonly Bill Owed = new()
    {
        Id = new BillId(Samples.Wallet.Value),
        LineOfCredit = Samples.Line,
        Organization = Samples.Organization,
        Environment = Samples.Environment,
        Period = new BillingPeriod(Start, Start.AddMonths(1)),
        Totals = default(BillTotals) + Item,
        Terms = new BillingTerms(new Msat(5_000), new BasisPoints(25), new BasisPoints(10)),
        ServiceFee = new Msat(5_000),
        FeesCarried = new Msat(3),
        DueAt = Start.AddDays(45),
        CreatedAt = Samples.At,
        UpdatedAt = Samples.At,
        Status = BillStatus.PaymentDue,
        IsIssued = true,
        PaymentRequest = "lnbcrt1",
        Address = "bcrt1q",
        AmountPaid = new Msat(100),
        Reminders = 2,
    };

    private static readonly Bill Settling = Owed with
    {
        Status = BillStatus.Processing,
        CoveredAt = Samples.At,
        Settling = new BillSettling(SettlingStep.Deposit, Samples.Wallet, new Msat(99)),
    };

    private static readonly Bill Carried = Owed with { Status = BillStatus.Void, VoidedAt = Samples.At };

    private static readonly CycleClosing Closing = new(Start)
    {
        HasBegun = true,
        After = Samples.Wallet,
        Totals = default(BillTotals) + Item,
        CarriedFrom = Start.AddMonths(-1),
        FeesCarried = new Msat(3),
    };

    [Fact]
    public void Bills_are_written_as_their_files_say()
    {
        MustBe(nameof(Owed), Owed);
        MustBe(nameof(Settling), Settling);
        MustBe(nameof(Carried), Carried);
    }

    [Fact]
    public void Items_are_written_as_their_file_says()
    {
        var key = BillRows.ItemKey(Samples.Line, Start, Samples.Wallet);
        GoldenFile.AssertRow("bill-item", BillRows.Table, RowWrite.Insert(key, BillRows.ToFields(Item)));
        Assert.Equal(Item, BillRows.ToItem(GoldenFile.Row("bill-item")));
    }

    [Fact]
    public void How_far_closing_has_come_is_written_as_its_file_says()
    {
        var key = BillRows.ClosingKey(Samples.Line);
        GoldenFile.AssertRow("bill-closing", BillRows.Table, RowWrite.Insert(key, BillRows.ToFields(Closing)));
        Assert.Equal(Closing, BillRows.ToClosing(GoldenFile.Row("bill-closing")));
    }

    private static void MustBe(string name, Bill bill)
    {
        var file = $"bill-{name.ToLowerInvariant()}";
        var key = BillRows.Key(bill.LineOfCredit, bill.Period.Start);
        GoldenFile.AssertRow(file, BillRows.Table, RowWrite.Insert(key, BillRows.ToFields(bill)));
        Assert.Equal(bill, BillRows.ToBill(GoldenFile.Row(file)));
    }
}
