using Fulgurite.Money;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class ListAccountsTests
{
    [Fact]
    public async Task Answers_as_the_golden_file_does()
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Balance = Msat.FromSats(12_247);

        (await server.Post("/accounts/list", "{}")).MustBe(200, Golden.Read("accounts-list/response"));
    }

    [Theory]
    [InlineData(0, "0.00000000")]
    [InlineData(999, "0.00000000")]
    [InlineData(1_999, "0.00000001")]
    [InlineData(2_100_000_000_000_000_000, "21000000.00000000")]
    public async Task Shows_zero_and_everything_above_with_eight_decimals(long balanceMsat, string text)
    {
        await using var server = await AlphaPoServer.Start();
        server.Engine.Balance = new Msat(balanceMsat);

        (await server.Post("/accounts/list", "{}"))
            .MustBe(200, $$"""{"data":[{"currency":"BTCLN","type":"crypto","balance":"{{text}}"}]}""");
    }
}
