using Fulgurite.Credit;
using Fulgurite.Invoices;
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
    public void An_invoice_carries_its_fee()
    {
        const string File = "invoice-with-processing-fee";
        var before = InvoiceRows.ToInvoice(GoldenFile.Row("invoice-open"));
        var with = before with { Processing = Fee };
        GoldenFile.AssertRow(File, WalletRows.Table, InvoiceRows.Inserts(with)[0]);
        Assert.Equal(Fee, InvoiceRows.ToInvoice(GoldenFile.Row(File)).Processing);
        Assert.Equal(with.Amount - Fee.Amount, with.Principal);
        Assert.Equal(before.Amount, before.Principal);
    }

    // What is paid beyond the amount is the wallet's; a node takes no less than the amount.
    [Theory]
    [InlineData(250_000_000, 7)]
    [InlineData(500_000_000, 7)]
    public void A_fee_is_what_was_frozen_whatever_is_paid(long paid, long fee) => Assert.Equal(
        fee, (Samples.Invoice with { Processing = Fee }).FeeOf(new Msat(paid)).Value);

    [Fact]
    public void A_line_of_credit_carries_the_rate_of_receipts()
    {
        const string File = "line-of-credit-receive-fee";
        var before = LineRows.ToLine(GoldenFile.Row("line-of-credit-terms"));
        var with = before with { Terms = before.Terms with { ReceiveProcessingFee = Fee.Rate } };
        var fields = LineRows.ToFields(with);
        GoldenFile.AssertRow(File, LineRows.Table, Fulgurite.Storage.RowWrite.Insert(LineRows.Key(with.Id), fields));
        Assert.Equal(Fee.Rate, LineRows.ToLine(GoldenFile.Row(File)).Terms.ReceiveProcessingFee);
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
