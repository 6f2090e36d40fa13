using Fulgurite.Identity;
using Fulgurite.Invoices;

namespace Fulgurite.Tests.Invoices;

public sealed class PreimageSourceTests
{
    private static readonly PreimageSource Source = new(Samples.MasterKey);

    // Computed with another program's HMAC-SHA256. It must stay: an invoice that was handed out has this preimage.
    [Fact]
    public void Is_an_hmac_over_environment_wallet_and_invoice() => Assert.Equal(
        "265cf8e6371f96c0ff4c86c4e8b3852229dce51e0d69b2e8d1173086d5d21b98",
        Convert.ToHexStringLower(Source.For(Samples.Environment, Samples.Wallet, Samples.InvoiceId).Reveal()));

    [Fact]
    public void The_payment_hash_is_known_before_the_node_is_called() => Assert.Equal(
        "e403b5565a898732a80c6258dbafae9296a54598174f338aa4eaacdd69d9bfb2",
        Source.For(Samples.Environment, Samples.Wallet, Samples.InvoiceId).Hash().ToString());

    [Fact]
    public void Differs_by_environment_wallet_invoice_and_secret()
    {
        var preimage = Source.For(Samples.Environment, Samples.Wallet, Samples.InvoiceId);
        Assert.NotEqual(preimage, Source.For(new EnvironmentId(Guid.Empty), Samples.Wallet, Samples.InvoiceId));
        Assert.NotEqual(preimage, Source.For(Samples.Environment, new WalletId(Guid.Empty), Samples.InvoiceId));
        Assert.NotEqual(preimage, Source.For(Samples.Environment, Samples.Wallet, new InvoiceId(Guid.Empty)));
        Assert.NotEqual(
            preimage,
            new PreimageSource([.. Samples.MasterKey.Reverse()])
                .For(Samples.Environment, Samples.Wallet, Samples.InvoiceId));
    }

    [Fact]
    public void Refuses_a_secret_that_is_too_short() =>
        Assert.Throws<InvariantBrokenException>(() => new PreimageSource(new byte[31]));
}
