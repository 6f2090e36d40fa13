using Fulgurite.Identity;
using Fulgurite.Payments;

namespace Fulgurite.Tests.Payments;

public sealed class KeysendPreimagesTests
{
    private static readonly KeysendPreimages Source = new(Samples.MasterKey);

    // Computed with another program's HMAC-SHA256. It must stay: a payment that is under way has this hash.
    [Fact]
    public void Is_an_hmac_over_wallet_and_payment() => Assert.Equal(
        ("a2026aef87b1213bec19e1485f0c6ce64c61813993e9652d7a3aed4e1254f928",
            "090133cb2069d1ec95cfff9ab6adf7ac91d474cc1ffcaf1252eb17f57a25a3be"),
        (Convert.ToHexStringLower(Source.For(Samples.Wallet, Samples.PaymentId).Reveal()),
            Source.For(Samples.Wallet, Samples.PaymentId).Hash().ToString()));

    [Fact]
    public void Differs_by_wallet_payment_and_secret()
    {
        var preimage = Source.For(Samples.Wallet, Samples.PaymentId);
        Assert.NotEqual(preimage, Source.For(new WalletId(Samples.PaymentId.Value), Samples.PaymentId));
        Assert.NotEqual(preimage, Source.For(Samples.Wallet, new PaymentId(Samples.Wallet.Value)));
        Assert.NotEqual(
            preimage, new KeysendPreimages([.. Samples.MasterKey.Reverse()]).For(Samples.Wallet, Samples.PaymentId));
        Assert.NotEqual(
            preimage,
            new Fulgurite.Invoices.PreimageSource(Samples.MasterKey).For(
                new EnvironmentId(Samples.Wallet.Value), Samples.PaymentId.Value));
    }

    [Fact]
    public void Refuses_a_secret_that_is_too_short() =>
        Assert.Throws<InvariantBrokenException>(() => new KeysendPreimages(new byte[31]));
}
