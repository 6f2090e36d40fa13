using System.Text.Json.Nodes;
using Fulgurite.App.Local;
using Fulgurite.Lightning;
using Fulgurite.Payments;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Keysends in every way that the document tells of.</summary>
internal sealed class KeysendAnswers(RecordingClient client, SandboxProduct product)
{
    private const string Path = "payments";
    private const string Estimate = "payments/estimate";
    private const string Read = "payments/{payment_id}";

    private readonly SandboxFacts facts = product.Facts;

    /// <summary>Every call.</summary>
    public async Task Ask()
    {
        var own = await product.Paying.GetId(CancellationToken.None);
        string[] wrong =
        [
            """{"amount_msats":1000}""",
            """{"destination":"02","amount_msats":1000}""",
            Data(own.Hex),
            $$"""{"destination":"{{SandboxPeers.Settles}}"}""",
            $$"""{"destination":"{{SandboxPeers.Settles}}","amount_msats":0}""",
            $$"""{"destination":"{{SandboxPeers.Settles}}","amount_sats":9223372036854775807}""",
            Data(SandboxPeers.Settles, ""","custom_records":{"7":"00"}"""),
        ];
        foreach (var each in wrong)
        {
            await client.Native("POST", Path, sent: Body(each, 9));
            await client.Native("POST", Estimate, sent: Ask(each));
        }

        await client.Native("POST", Estimate, sent: Ask(Data(SandboxPeers.Settles)));
        await client.Native("POST", Estimate, sent: Ask(Data(
            new NodePrivateKey([.. Enumerable.Repeat((byte)0x77, 32)]).PublicKey.Hex)));
        await Send(SandboxPeers.Settles, 1, AdvancePaymentStatus.Succeeded);
        await Send(SandboxPeers.Fails, 2, AdvancePaymentStatus.Failed);
        await client.Native("GET", Path, "?kind=keysend");
    }

    private async Task Send(string destination, int number, AdvancePaymentStatus end)
    {
        var (id, body) = (Id(number), Body(Data(destination, ""","custom_records":{"7629169":"AA"}"""), number));
        await client.Native("POST", Path, sent: body);
        await client.Native("POST", Path, sent: body);
        await client.Native("GET", Read, id);
        Assert.Equal(end, await product.Advance(facts.WalletId, id));
        await client.Native("GET", Read, id);
        await client.Native("GET", $"{Read}/history", id);
    }

    private static string Id(int number) => $"33333333-0000-4000-8000-00000000003{number}";

    private static string Data(string destination, string more = "") =>
        $$"""{"destination":"{{destination}}","amount_msats":1000{{more}}}""";

    private static string Ask(string data) => $$"""{"type":"keysend","data":{{data}}}""";

    private string Body(string data, int number)
    {
        var body = JsonNode.Parse(Ask(data))!.AsObject();
        body["id"] = Id(number);
        body["wallet_id"] = facts.WalletId;
        return body.ToJsonString();
    }
}
