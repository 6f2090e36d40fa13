using System.Text;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class DepositCallbackTests
{
    [Fact]
    public void Renders_and_signs_the_contracts_body()
    {
        var body = DepositCallback.Render(Deposits.Order42);

        Assert.Equal(Golden.Read("callback-deposit/body"), Encoding.UTF8.GetString(body));
        Assert.Equal(662, body.Length);
        Assert.Equal(
            "b97449757569c32e4e3330e5f3f9887e42faa0e4f05079ccb195f8b4a0a1e772"
            + "64da8c547c9fb91cdc1be6a3cb6687f15f7dfa26a7d588cbe46b7ba55ec6ad7d",
            AlphaPoSignature.Sign(new SecretValue("s3cr3t-Key-0001"), body));
    }

    [Fact]
    public void Renders_no_fee_as_an_empty_array_and_the_end_user_second() =>
        Assert.Equal(
            Golden.Read("callback-deposit-free/body"), Encoding.UTF8.GetString(DepositCallback.Render(Deposits.Free)));

    [Fact]
    public void Shows_amounts_that_add_up_when_a_fraction_of_a_satoshi_was_paid()
    {
        var body = Render(Deposits.Order42 with { Received = new Msat(12_345_999) });

        Assert.Contains("\"amount\":\"0.00012345\",\"amount_minus_fee\":\"0.00012247\"", body);
    }

    [Fact]
    public void Renders_a_fee_that_takes_everything()
    {
        var body = Render(Deposits.Order42 with { Received = new Msat(98_999), Fee = Msat.FromSats(98) });

        Assert.Contains("\"amount_minus_fee\":\"0.00000000\"", body);
    }

    [Theory]
    [InlineData(98_001)]
    [InlineData(99_000)]
    public void Crashes_on_a_fee_that_cannot_be(long feeMsat) =>
        Assert.Throws<InvariantBrokenException>(
            () => Render(Deposits.Order42 with { Received = new Msat(98_999), Fee = new Msat(feeMsat) }));

    [Fact]
    public void Retries_for_24_hours_and_21_minutes()
    {
        var minutes = CallbackRetries.Delays.Select(delay => delay.TotalMinutes);

        Assert.Equal([1, 5, 15, 30, 60, 90, 120, 180, 240, 240, 240, 240], minutes);
        Assert.Equal(new TimeSpan(24, 21, 0), CallbackRetries.Delays.Aggregate((sum, delay) => sum + delay));
    }

    [Fact]
    public void Spells_the_headers_as_receivers_look_them_up()
    {
        Assert.Equal("X-Processing-Key", AlphaPoHeaders.Key);
        Assert.Equal("X-Processing-Signature", AlphaPoHeaders.Signature);
    }

    private static string Render(DepositFacts deposit) => Encoding.UTF8.GetString(DepositCallback.Render(deposit));
}
