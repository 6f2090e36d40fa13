using Fulgurite.Identity;
using Fulgurite.Invoices;

namespace Fulgurite.Tests.Invoices;

public sealed class PreimageSourceTests
{
    private static readonly PreimageSource Source = new(Samples.MasterKey);

    // Computed with another program's HMAC-SHA256. It must stay: an invoice that was handed out has this preimage.
    [Fact]
    public void Is_an_hmac_over_environment_and_id() => Assert.Equal(
        "8731284a9fc8c12f0a2f43b8a87df5fa4bcddc9694067877ae378ed2765abd20",
        Convert.ToHexStringLower(Source.For(Samples.Environment, Samples.InvoiceId.Value).Reveal()));

    [Fact]
    public void The_payment_hash_is_known_before_the_node_is_called() => Assert.Equal(
        "d4ec201c243a9e2564c4e45c9f967f7a49b875bc0850d8e562d29bf24a60a0a5",
        Source.For(Samples.Environment, Samples.InvoiceId.Value).Hash().ToString());

    [Fact]
    public void Differs_by_environment_id_and_secret()
    {
        var preimage = Source.For(Samples.Environment, Samples.InvoiceId.Value);
        Assert.NotEqual(preimage, Source.For(new EnvironmentId(Guid.Empty), Samples.InvoiceId.Value));
        Assert.NotEqual(preimage, Source.For(Samples.Environment, Guid.Empty));
        Assert.NotEqual(
            preimage,
            new PreimageSource([.. Samples.MasterKey.Reverse()]).For(Samples.Environment, Samples.InvoiceId.Value));
    }

    [Fact]
    public void Refuses_a_secret_that_is_too_short() =>
        Assert.Throws<InvariantBrokenException>(() => new PreimageSource(new byte[31]));
}
