using System.Text.Json.Nodes;
using Fulgurite.App.Local;
using Fulgurite.Payments;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Asks for payments in every way that the document tells of.</summary>
internal sealed class PaymentAnswers(RecordingClient client, SandboxProduct product)
{
    private const string Path = "payments";
    private const string Summary = "wallets/{wallet_id}/payments/summary";
    private const string Paid = "payments/{payment_id}";

    // A BOLT 11 example: valid, of mainnet, and expired long ago.
    private const string Foreign =
        "lnbc1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqc"
        + "yq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6twvus8g6rfwvs8qun0dfjkxaq9qrsgq357wnc5r2ueh7ck6q93dj"
        + "32dlqnls087fxdwk8qakdyafkq3yap9us6v52vjjsrvywa6rt52cm9r9zqt8r2t7mlcwspyetp5h2tztugp9lfyql";

    private static readonly string Receive = "33333333-0000-4000-8000-000000000001";

    private readonly SandboxFacts facts = product.Facts;

    /// <summary>Every call.</summary>
    public async Task Ask()
    {
        await client.NativeBadly("GET", Path);
        await client.NativeBadly("POST", Path);
        await client.NativeBadly("POST", $"{Path}/decode");
        await client.NativeBadly("GET", Paid, Receive);
        await client.NativeBadly("GET", $"{Paid}/history", Receive);
        await client.NativeBadly("GET", $"{Path}/summary");
        await client.NativeBadly("POST", $"{Paid}/cancel", Receive);
        await Create();
        await Repeat();
        await Refuse();
        await Send();
        await Find();
        await Net();
        await Count();
        await Withdraw();
        await new ChainSendAnswers(client, facts).Ask();
        await new KeysendAnswers(client, product).Ask();
    }

    /// <summary>Every call of a server whose storage is away.</summary>
    public static async Task AskWithoutStorage(RecordingClient client)
    {
        await client.Native("GET", Path);
        await client.Native("POST", Path);
        await client.Native("POST", $"{Path}/decode");
        await client.Native("GET", Paid, Receive);
        await client.Native("GET", $"{Paid}/history", Receive);
        await client.Native("GET", $"{Path}/summary");
        await client.Native("POST", $"{Paid}/cancel", Receive);
        await client.Organization("GET", Summary, Receive);
        await ChainSendAnswers.AskWithoutStorage(client);
    }

    private async Task Create()
    {
        var body = Body("""{"payment_kind":"bolt11","amount_msats":21000,"description":"tea"}""", Receive);
        await client.Native("POST", Path, sent: body);
        await client.Native("POST", Path, sent: body);
        await client.Native("POST", Path, sent: Body("""{"payment_kind":"bolt11"}""", wallet: Receive));
        await client.Native("POST", Path, sent: "not JSON");
        await client.Native("POST", Path, sent: "{}");
        await client.Native("POST", Path);
        await client.Native("POST", Path, sent: new string(' ', 66_000));
    }

    private async Task Repeat()
    {
        const string Again = "33333333-0000-4000-8000-000000000004";
        const string Another = "33333333-0000-4000-8000-000000000005";
        foreach (var id in new[] { Again, Again, Another })
        {
            await client.Repeatable(Body("""{"payment_kind":"bolt11"}""", id), "order 78");
        }

        await client.Repeatable(Body("""{"payment_kind":"bolt11"}"""), new string('k', 256));
        await client.Native("GET", Paid, Another);
    }

    private async Task Refuse()
    {
        string[] refused =
        [
            """{"payment_kind":"taprootasset"}""",
            """{"payment_kind":"onchain"}""",
            """{"payment_kind":"onchain","amount_msats":1001}""",
            """{"payment_kind":"bip21","amount_msats":999}""",
            """{"payment_kind":"onchain","amount_sats":0}""",
            """{"payment_kind":"bolt11","description":""}""",
            """{"payment_kind":"bolt11","expiration":86401}""",
            """{"payment_kind":"bolt11","currency":"usd"}""",
            """{"payment_kind":"bolt11","amount":{"amount":0,"currency":"btc"}}""",
            """{"payment_kind":"bolt11","amount_sats":9223372036854775807}""",
            """{"type":"bolt11","data":{}}""",
            """{"type":"bolt11","data":{"payment_request":"lnbc1nothing"}}""",
            """{"type":"bolt11","data":{"payment_request":"x","max_fee_msats":-1}}""",
            """{"type":"bolt11","data":{"payment_request":"x","max_fee_msats":9223372036854775807}}""",
            $$$"""{"type":"bolt11","data":{"payment_request":"{{{Foreign}}}"}}""",
            $$$"""{"type":"bolt11","data":{"payment_request":"{{{Foreign}}}","amount_msats":5}}""",
        ];
        foreach (var each in refused)
        {
            await client.Native("POST", Path, sent: Body(each));
        }
    }

    private async Task Send()
    {
        var bill = (await client.Sandbox("/sandbox/invoice", """{"amount_msat":5000}"""))["payment_request"]!;
        var wrong = $$$"""{"type":"bolt11","data":{"payment_request":"{{{bill}}}","amount_msats":5}}""";
        await client.Native("POST", Path, sent: Body(wrong));
        var send = $$$"""{"type":"bolt11","currency":"btc","data":{"payment_request":"{{{bill}}}"}}""";
        await client.Native("POST", Path, sent: Body(send, "33333333-0000-4000-8000-000000000002"));
        await client.Native("GET", Paid, "33333333-0000-4000-8000-000000000002");
        foreach (var text in new[] { $"\"{bill}\"", "\"lnbc1nothing\"", "\"\"", "1" })
        {
            await client.Native("POST", $"{Path}/decode", sent: $$"""{"payment_request":{{text}}}""");
        }

        await client.Native("POST", $"{Path}/decode", sent: "not JSON");
        await client.Native("POST", $"{Path}/decode");
        await client.Native("POST", $"{Path}/decode", sent: new string(' ', 66_000));
    }

    private async Task Find()
    {
        var stored = await client.Native("GET", Paid, Receive);
        var request = stored["data"]!["payment_request"]!;
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{request}}"}""");
        await client.Native("GET", Paid, Receive.ToUpperInvariant());
        await client.Native("GET", Paid, facts.WalletId);
        await client.Native("GET", $"{Paid}/history", Receive);
        await client.Native("GET", $"{Paid}/history", facts.WalletId);
        string[] queries =
        [
            "", "?pagination=cursor&limit=1", "?statuses=completed&statuses[]=failed&sort_order=ASC", "?limit=0",
            "?cursor=x", "?direction=receive&kind=bolt11&start_date=2020-01-01T00:00:00Z&sort_key=updated_at",
            "?metadata[order]=77", $"?wallet_id={facts.WalletId}", "?kind=taprootasset",
        ];
        foreach (var query in queries)
        {
            await client.Native("GET", Path, query);
        }
    }

    // Within the ledger: from the wallet to itself.
    private async Task Net()
    {
        const string In = "33333333-0000-4000-8000-000000000006";
        const string Out = "33333333-0000-4000-8000-000000000007";
        var funds = (await client.Native("GET", Paid, Receive))["data"]!["payment_request"]!;
        await product.Settle(funds.ToString());
        await client.Native("POST", Path, sent: Body("""{"payment_kind":"bolt11","amount_msats":7000}""", In));
        var request = (await client.Native("GET", Paid, In))["data"]!["payment_request"]!;
        var send = $$$"""{"type":"bolt11","data":{"payment_request":"{{{request}}}","max_fee_msats":0}}""";
        await client.Native("POST", Path, sent: Body(send, Out));
        Assert.Equal(AdvancePaymentStatus.Succeeded, await product.Advance(facts.WalletId, Out));
        await client.Native("GET", Paid, Out);
        var received = await client.Native("GET", Paid, In);
        Assert.Equal("shortcircuit", received["data"]!["receipts"]![0]!["type"]!.ToString());
    }

    private async Task Count()
    {
        await client.OrganizationBadly("GET", Summary, facts.WalletId);
        await client.Organization("GET", Summary, facts.WalletId);
        await client.Organization("GET", Summary, Receive);
        await client.Organization("GET", Summary + "?direction=up", facts.WalletId);
        await client.Native("GET", $"{Path}/summary", $"?line_of_credit_id={facts.LineOfCreditId}");
        await client.Native("GET", $"{Path}/summary", "?direction=up");
    }

    private async Task Withdraw()
    {
        const string Other = "33333333-0000-4000-8000-000000000003";
        await client.Native("POST", Path, sent: Body("""{"payment_kind":"bolt11"}""", Other));
        await client.Native("POST", $"{Paid}/cancel", Other);
        await client.Native("POST", $"{Paid}/cancel", Other);
        await client.Native("POST", $"{Paid}/cancel", Receive);
        await client.Native("POST", $"{Paid}/cancel", facts.WalletId);
    }

    // A request with an id and a wallet: of its own and the merchant's, unless given.
    private string Body(string members, string? id = null, string? wallet = null)
    {
        var body = JsonNode.Parse(members)!.AsObject();
        body["id"] = id ?? "33333333-0000-4000-8000-000000000009";
        body["wallet_id"] = wallet ?? facts.WalletId;
        return body.ToJsonString();
    }
}
