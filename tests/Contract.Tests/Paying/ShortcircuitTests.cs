using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Payments;

namespace Fulgurite.Contracts.Paying;

/// <summary>What each side of a payment within the ledger is told of the other.</summary>
public sealed class ShortcircuitTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 24, 17, 25, 1, TimeSpan.Zero);
    private static readonly OrganizationId Organization = new(Guid.Parse("99999999-9999-4999-8999-999999999999"));
    private static readonly EnvironmentId Here = new(Guid.Parse("22222222-2222-4222-8222-222222222222"));
    private static readonly EnvironmentId There = new(Guid.Parse("33333333-3333-4333-8333-333333333333"));
    private static readonly WalletId Payer = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    private static readonly WalletId Payee = new(Guid.Parse("55555555-5555-4555-8555-555555555555"));
    private static readonly PaymentId PaymentId = new(Guid.Parse("77777777-7777-4777-8777-777777777777"));
    private static readonly InvoiceId InvoiceId = new(Guid.Parse("44444444-4444-4444-8444-444444444444"));
    private static readonly PreimageSource Preimages = new(new byte[32]);

    [Fact]
    public void In_one_environment_each_side_names_the_other()
    {
        var receipt = Assert.Single(Received(payer: Here).Receipts);
        var outflow = Assert.Single(Sent(payee: Here).Outflows);

        Assert.Equal(("shortcircuit", "shortcircuit"), (receipt.Type, outflow.Type));
        var (here, there) = (
            Assert.IsType<ShortcircuitReceipt>(receipt.Data), Assert.IsType<ShortcircuitReceipt>(outflow.Data));
        Assert.Equal((PaymentId.ToString(), InvoiceId.ToString()), (here.OffsetPaymentId, there.OffsetPaymentId));
        Assert.Equal((21_000, 21_000), (here.AmountMsats, there.AmountMsats));
        Assert.Equal((here.Preimage, here.PaymentHash), (there.Preimage, there.PaymentHash));
        Assert.NotEqual(here.LedgerId, there.LedgerId);
    }

    [Fact]
    public void Between_environments_neither_side_is_told_of_the_other()
    {
        var receipt = Assert.Single(Received(payer: There).Receipts);
        var outflow = Assert.Single(Sent(payee: There).Outflows);

        Assert.Equal(("lightning", "lightning"), (receipt.Type, outflow.Type));
        Assert.IsType<LightningReceipt>(receipt.Data);
        Assert.IsType<LightningReceipt>(outflow.Data);
    }

    [Fact]
    public void Nothing_is_proved_before_the_hold_is_captured() =>
        Assert.Empty(Data<Bolt11SendData>(PaymentBodies.FromCore(
            Paying(Here) with { State = PaymentState.InFlight, Preimage = null, EndedAt = null }, Organization))
            .Outflows);

    private static Bolt11ReceiveData Received(EnvironmentId payer) => Data<Bolt11ReceiveData>(
        new PaymentBodies(Preimages).FromCore(
            new Invoice
            {
                Id = InvoiceId,
                Wallet = Payee,
                Environment = Here,
                Serial = 1,
                Hash = Preimages.For(Here, InvoiceId.Value).Hash(),
                PaymentRequest = "lnbcrt1",
                Amount = new Msat(21_000),
                Fee = new BasisPoints(0),
                Description = "",
                MerchantReference = null,
                CustomerReference = null,
                CreatedAt = At,
                ExpiresAt = At.AddHours(1),
                RecordedAt = At,
                State = InvoiceState.Settled,
                AmountPaid = new Msat(21_000),
                SettledAt = At,
                EndedAt = At,
                PaidBy = new InternalPayer(payer, Payer, PaymentId),
            },
            Organization));

    private static Bolt11SendData Sent(EnvironmentId payee) =>
        Data<Bolt11SendData>(PaymentBodies.FromCore(Paying(payee), Organization));

    private static Payment Paying(EnvironmentId payee) => new()
    {
        Id = PaymentId,
        Wallet = Payer,
        Environment = Here,
        Hash = Preimages.For(Here, InvoiceId.Value).Hash(),
        Target = new PaymentTarget.Invoice("lnbcrt1"),
        Amount = new Msat(21_000),
        IsAmountNamed = true,
        FeeMax = Msat.Zero,
        CreatedAt = At,
        ExpiresAt = At.AddHours(1),
        State = PaymentState.Succeeded,
        Payee = new InvoiceLocation(payee, Payee, InvoiceId),
        Preimage = Preimages.For(Here, InvoiceId.Value),
        EndedAt = At,
    };

    private static T Data<T>(PaymentBody body)
        where T : PaymentData => Assert.IsType<T>(body.Data);
}
