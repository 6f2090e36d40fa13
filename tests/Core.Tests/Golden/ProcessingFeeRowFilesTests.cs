using Fulgurite.Credit;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

/// <summary>The columns of a fee are there where there is one; rows from before them have none.</summary>
public sealed class ProcessingFeeRowFilesTests
{
    private static readonly ProcessingFee Fee = new(new BasisPoints(33), new Msat(7));

    [Fact]
    public void A_payment_carries_its_fee()
    {
        const string File = "payment-with-processing-fee";
        var before = PaymentRows.ToPayment(GoldenFile.Row("payment-initiated"));
        var with = before with { Processing = Fee };
        GoldenFile.AssertRow(File, WalletRows.Table, PaymentRows.Inserts(with)[0]);
        Assert.Equal(Fee, PaymentRows.ToPayment(GoldenFile.Row(File)).Processing);
        Assert.Equal((default, before.Amount + before.FeeMax), (before.Processing, before.Held));
        Assert.Equal(before.Held + Fee.Amount, with.Held);
    }

    [Fact]
    public void A_send_on_chain_carries_its_fee()
    {
        const string File = "chain-send-with-processing-fee";
        var before = OnChainSendRows.ToSend(GoldenFile.Row("chain-send-initiated"));
        var with = before with { Processing = Fee };
        GoldenFile.AssertRow(File, WalletRows.Table, OnChainSendRows.Inserts(with)[0]);
        Assert.Equal(Fee, OnChainSendRows.ToSend(GoldenFile.Row(File)).Processing);
        Assert.Equal((default, before.Amount + before.FeeMax), (before.Processing, before.Held));
        Assert.Equal(before.Held + Fee.Amount, with.Held);
    }

    [Fact]
    public void A_line_of_credit_carries_its_rate()
    {
        const string File = "line-of-credit-processing-fee";
        var before = LineRows.ToLine(GoldenFile.Row("line-of-credit-terms"));
        var with = before with { Terms = before.Terms with { SendProcessingFee = Fee.Rate } };
        var fields = LineRows.ToFields(with);
        GoldenFile.AssertRow(File, LineRows.Table, Fulgurite.Storage.RowWrite.Insert(LineRows.Key(with.Id), fields));
        Assert.Equal(Fee.Rate, LineRows.ToLine(GoldenFile.Row(File)).Terms.SendProcessingFee);
        Assert.Equal(default, before.Terms.SendProcessingFee);
    }
}
