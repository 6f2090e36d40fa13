using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.Chain;

namespace Fulgurite.App.Local;

/// <summary>
/// Lets a developer be the rest of the chain: pay any address with <c>POST /sandbox/faucet</c>, and mine blocks with
/// <c>POST /sandbox/mine</c> instead of waiting for them. Mapped only where the chain is the sandbox's own.
/// </summary>
internal static class SandboxChainApi
{
    private const int BlocksMax = 1_000;
    private const int ConfirmationsMax = 100;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, SandboxChain chain)
    {
        endpoints.MapPost("/sandbox/faucet", context => Pay(context, chain));
        endpoints.MapPost("/sandbox/mine", context => Mine(context, chain));
    }

    private static async Task Pay(HttpContext context, SandboxChain chain)
    {
        if (await SandboxHttp.Read(context, SandboxJson.Default.SandboxFaucetBody) is not
            { Address: { } text, AmountSats: { } sats } body)
        {
            await SandboxHttp.Refuse(
                context, 400, "invalid_syntax", "Send {\"address\": \"bcrt1...\", \"amount_sats\": 100000} as JSON.");
            return;
        }

        if (!BitcoinAddress.TryParse(text, BitcoinNetwork.Regtest, out var address, out _))
        {
            await SandboxHttp.Refuse(context, 400, "invalid_address", "address: it is not an address of regtest.");
        }
        else if (sats < 1 || sats > Msat.MaxValue.ToSatsRoundedDown())
        {
            await SandboxHttp.Refuse(
                context, 400, "invalid_parameter", "amount_sats: it is a number from 1 to 21 million BTC.");
        }
        else if (body.Confirmations is < 0 or > ConfirmationsMax)
        {
            await SandboxHttp.Refuse(
                context, 400, "invalid_parameter", "confirmations: it is a number from 0 to 100, or null.");
        }
        else
        {
            var confirmations = body.Confirmations ?? 0;
            var id = chain.Pay(address, Msat.FromSats(sats));
            chain.Mine(confirmations);
            await SandboxHttp.Write(
                context,
                201,
                new SandboxFaucetAnswer(id.ToString(), 0, confirmations),
                SandboxJson.Default.SandboxFaucetAnswer);
        }
    }

    private static async Task Mine(HttpContext context, SandboxChain chain)
    {
        if (await SandboxHttp.Read(context, SandboxJson.Default.SandboxMineBody) is not { } body)
        {
            await SandboxHttp.Refuse(context, 400, "invalid_syntax", "Send {\"blocks\": 1} as JSON.");
        }
        else if (body.Blocks is < 1 or > BlocksMax)
        {
            await SandboxHttp.Refuse(
                context, 400, "invalid_parameter", "blocks: it is a number from 1 to 1000, or null.");
        }
        else
        {
            var taken = chain.Mine(body.Blocks ?? 1);
            await SandboxHttp.Write(
                context, 200, new SandboxMineAnswer(chain.Height, taken), SandboxJson.Default.SandboxMineAnswer);
        }
    }
}
