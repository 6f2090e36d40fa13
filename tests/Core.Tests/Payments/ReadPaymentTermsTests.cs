using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;

namespace Fulgurite.Tests.Payments;

public sealed class ReadPaymentTermsTests
{
    private static readonly KeysendPreimages Preimages = new(Samples.MasterKey);
    private static readonly ReadPaymentTerms Terms = new(BitcoinNetwork.Regtest, Preimages);
    private static readonly long Max = Msat.MaxValue.Value;

    public static TheoryData<long?, long, CreatePaymentRefusal?> Amounts => new()
    {
        { null, 0, CreatePaymentRefusal.AmountRequired },
        { 0, 0, CreatePaymentRefusal.InvalidAmount },
        { 1, 0, null },
        { Max - 1, 0, null },
        { Max - 1, 1, null },
        { Max - 1, 2, CreatePaymentRefusal.InvalidAmount },
        { Max, 0, null },
        { Max, 1, CreatePaymentRefusal.InvalidAmount },
    };

    [Theory]
    [MemberData(nameof(Amounts))]
    public void A_keysend_is_of_an_amount_that_can_be_held(
        long? amount, long feeMax, CreatePaymentRefusal? refusal) =>
        Assert.Equal(refusal, Terms.Of(Keysend(amount, feeMax)).Refusal);

    [Fact]
    public void A_keysend_lasts_ten_minutes_from_its_order_on_and_has_a_hash_of_its_own()
    {
        var terms = Terms.Of(Keysend(1_000, 5) with { Description = "tea" }).Terms!;

        Assert.Equal(Samples.At.AddMinutes(10), terms.ExpiresAt(Samples.At));
        Assert.Equal(Preimages.For(Samples.Wallet, Samples.PaymentId).Hash(), terms.Hash);
        Assert.Equal((new Msat(1_000), false, "tea"), (terms.Amount, terms.IsAmountNamed, terms.Description));
        Assert.Equal(PaymentKind.Keysend, Keysend(1, 0).Kind);
    }

    // The same input is one order, another is refused under its id: these are what is compared.
    [Fact]
    public void Orders_that_differ_have_fingerprints_that_differ()
    {
        CustomRecords.Read(new Dictionary<string, string> { ["65536"] = "00" }, out var records);
        var target = new PaymentTarget.Keysend(Samples.Node, CustomRecords.None);
        var fingerprints = new[]
        {
            target.AskedFor(new Msat(1), new Msat(2)),
            target.AskedFor(new Msat(2), new Msat(1)),
            target.AskedFor(new Msat(12), Msat.Zero),
            (target with { Records = records }).AskedFor(new Msat(1), new Msat(2)),
            (target with { Destination = new NodePrivateKey(Samples.MasterKey).PublicKey }).AskedFor(
                new Msat(1), new Msat(2)),
            new PaymentTarget.Invoice(Samples.Node.Hex).AskedFor(new Msat(1), new Msat(2)),
        };

        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
    }

    private static NewPayment Keysend(long? amount, long feeMax) => new(
        Samples.PaymentId,
        Samples.Environment,
        Samples.Wallet,
        new PaymentTarget.Keysend(Samples.Node, CustomRecords.None),
        amount is { } given ? new Msat(given) : null,
        new Msat(feeMax));
}
