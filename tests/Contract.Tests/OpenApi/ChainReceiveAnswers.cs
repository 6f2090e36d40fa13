using System.Text.Json.Nodes;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Asks for receives on chain in every state that they can have.</summary>
internal sealed class ChainReceiveAnswers(RecordingClient client, SandboxProduct product)
{
    private const string Path = "payments";
    private const string Paid = "payments/{payment_id}";

    /// <summary>Every call.</summary>
    public async Task Ask()
    {
        await Receive("34343434-0000-4000-8000-000000000001", """{"payment_kind":"onchain","amount_sats":50000}""");
        await Receive(
            "34343434-0000-4000-8000-000000000002",
            """{"payment_kind":"bip21","amount_msats":50000000,"description":"tea & cake","expiration":60}""");
        await Receive("34343434-0000-4000-8000-000000000003", """{"payment_kind":"bip21","amount_msats":null}""");
        await client.Native("GET", Path, "?kind=bip21&statuses=receiving");
        await client.Native("GET", Path, "?kind=onchain&direction=receive");
        await client.Native("GET", "payments/summary", "?kind=onchain");
        await client.Native("GET", "events");
    }

    // Made, paid in part, and then withdrawn; paid too late; read at each step.
    private async Task Receive(string id, string members)
    {
        var body = JsonNode.Parse(members)!.AsObject();
        (body["id"], body["wallet_id"]) = (id, product.Facts.WalletId);
        await client.Native("POST", Path, sent: body.ToJsonString());
        await client.Native("POST", Path, sent: body.ToJsonString());
        var made = await client.Native("GET", Paid, id);
        await Pay(made, 20_000);
        await client.Native("GET", Paid, id);
        await client.Native("POST", $"{Paid}/cancel", id);
        await client.Sandbox("/sandbox/mine", """{"blocks":1}""");
        await Watch();
        await client.Native("GET", Paid, id);
        await client.Native("POST", $"{Paid}/cancel", id);
        product.Clock.Advance(TimeSpan.FromMinutes(2));
        await Pay(made, 30_000);
        await client.Sandbox("/sandbox/mine", """{"blocks":1}""");
        await Watch();
        await client.Native("GET", Paid, id);
        await client.Native("GET", $"{Paid}/history", id);
    }

    private async Task Pay(JsonNode made, int sats)
    {
        var address = made["data"]!["address"]!;
        await client.Sandbox("/sandbox/faucet", $$"""{"address":"{{address}}","amount_sats":{{sats}}}""");
        await Watch();
    }

    private async Task Watch() => await product.Engine.OnChain.Watch!.Execute(CancellationToken.None);
}
