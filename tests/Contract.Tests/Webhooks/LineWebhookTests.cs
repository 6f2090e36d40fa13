using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.App;
using Fulgurite.App.Apis.Voltage.Webhooks;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.Network;
using Fulgurite.Secrets;
using Fulgurite.Verification;
using Fulgurite.Wallets;

namespace Fulgurite.Contracts.Webhooks;

/// <summary>What webhooks are told of lines of credit, by the running product.</summary>
public sealed class LineWebhookTests
{
    private const string Line = "0f9619ff-8b86-4011-b42d-00c04fc96401";
    private const string Wallet = "0f9619ff-8b86-4011-b42d-00c04fc96402";
    private const int FeeMax = 100;

    [Fact]
    public async Task That_a_line_is_disabled_and_enabled_is_told_once_each()
    {
        await using var product = await SandboxProduct.Start();
        await using var merchant = await WebhookReceiver.Start();
        var secret = new SecretValue(await merchant.Register(product, "voltage"));
        await merchant.Call(product, HttpMethod.Post, "lines_of_credit", Json($$"""{"id":"{{Line}}","limit":9000}"""));
        await Change("""{"limit":9001}""");
        await Change("""{"disabled":false}""");
        Assert.Equal(0, product.CallBacks);
        await Change("""{"disabled":true}""");
        await Change("""{"disabled":true}""");
        Assert.Equal(1, product.CallBacks);

        await product.CallBack();
        var disabled = await merchant.Next("disabled");
        var told = Json(disabled.Body);
        Assert.Equal(("line_of_credit", Line), (Text(told["type"]), Text(told["detail"]!["data"]!["id"])));
        Assert.NotNull(told["detail"]!["data"]!["disabled_at"]);
        var (body, headers) = (Encoding.UTF8.GetBytes(disabled.Body), disabled.Headers);
        Assert.Equal("line_of_credit.disabled", headers[VoltageScheme.EventHeader]);
        Assert.Equal(
            VoltageScheme.Signature(secret, body, headers[VoltageScheme.TimestampHeader]),
            headers[VoltageScheme.SignatureHeader]);

        await Change("""{"disabled":false}""");
        await Change("""{"disabled":false}""");
        Assert.Equal(1, product.CallBacks);
        await product.CallBack();
        Assert.Null(Json((await merchant.Next("enabled")).Body)["detail"]!["data"]!["disabled_at"]);

        Task Change(string change) =>
            merchant.Call(product, HttpMethod.Patch, $"lines_of_credit/{Line}", Json(change));
    }

    [Fact]
    public async Task That_a_limit_is_nearly_reached_is_told_at_80_and_at_95_percent_and_not_on_each_send()
    {
        await using var product = await SandboxProduct.Start();
        await using var merchant = await WebhookReceiver.Start();
        await merchant.Register(product, "standard");
        await OpenWallet(product, merchant);

        await Send(product, merchant, 1, 799_999);
        Assert.Equal(0, product.CallBacks);
        await Send(product, merchant, 2, 1_000);
        await Send(product, merchant, 3, 49_000);
        Assert.Equal(1, product.CallBacks);
        await Send(product, merchant, 4, 150_001);
        Assert.Equal(2, product.CallBacks);

        foreach (var (percent, used, send) in new[] { (80, 800_999, 2), (95, 1_000_000, 4) })
        {
            await product.CallBack();
            var told = Json((await merchant.Next("line_of_credit.limit_nearly_reached")).Body)["data"]!;
            Assert.Equal((percent, used, 1_000_000), (
                told["percent"]!.GetValue<int>(),
                told["used"]!["amount"]!.GetValue<int>(),
                told["limit"]!["amount"]!.GetValue<int>()));
            Assert.Equal((Line, Wallet, PaymentOf(send)), (
                Text(told["line_of_credit_id"]), Text(told["wallet_id"]), Text(told["payment_id"])));
        }

        Assert.Empty(await Findings(product));
    }

    // What the wallet's own books have to say of what was told.
    private static async Task<IReadOnlyList<Finding>> Findings(SandboxProduct product)
    {
        var tables = product.Engine.Ports.Tables;
        Assert.True(EnvironmentId.TryParse(product.Facts.EnvironmentId, out var environment)
            & WalletId.TryParse(Wallet, out var wallet));
        var verify = new VerifyWallet(tables, new PaymentHashIndex(tables), Composition.Schemes);
        return (await verify.Execute(wallet, environment, _ => { }, CancellationToken.None)).Findings;
    }

    private static async Task OpenWallet(SandboxProduct product, WebhookReceiver merchant)
    {
        var line = Json($$"""{"id":"{{Line}}","limit":1000000}""");
        await merchant.Call(product, HttpMethod.Post, "lines_of_credit", line);
        Assert.True(EnvironmentId.TryParse(product.Facts.EnvironmentId, out var environment)
            & LineOfCreditId.TryParse(Line, out var parent)
            & WalletId.TryParse(Wallet, out var wallet));
        var asked = new NewWallet(wallet, environment, parent, "Till", BitcoinNetwork.Regtest, new Msat(1_000_000));
        Assert.Null(await product.Engine.Credit.OpenWallet.Execute(asked, CancellationToken.None));
    }

    private static async Task Send(SandboxProduct product, WebhookReceiver merchant, int number, int heldMsat) =>
        await merchant.Call(product, HttpMethod.Post, "payments", new JsonObject
        {
            ["id"] = PaymentOf(number),
            ["wallet_id"] = Wallet,
            ["type"] = "keysend",
            ["currency"] = "btc",
            ["data"] = new JsonObject
            {
                ["destination"] = SandboxPeers.Settles,
                ["amount_msats"] = heldMsat - FeeMax,
                ["max_fee_msats"] = FeeMax,
            },
        });

    private static string PaymentOf(int number) => $"0f9619ff-8b86-4011-b42d-00c04fc9640{number + 2}";

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
