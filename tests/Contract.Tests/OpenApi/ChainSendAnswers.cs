using System.Text.Json.Nodes;
using Fulgurite.App.Local;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Sends on chain, estimates and ways out, in every way that the document tells of.</summary>
internal sealed class ChainSendAnswers(RecordingClient client, SandboxFacts facts)
{
    private const string Path = "payments";
    private const string Estimate = "payments/estimate";
    private const string Resolve = "payments/{payment_id}/resolve";
    private const string Address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private const string OnChain = "33333333-0000-4000-8000-000000000021";
    private const string OverLightning = "33333333-0000-4000-8000-000000000022";

    private static readonly string[] Wrong =
    [
        """{"type":"onchain","data":{"amount_sats":1000}}""",
        """{"type":"onchain","data":{"address":"nothing","amount_sats":1000}}""",
        """{"type":"onchain","data":{"address":"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4","amount_sats":1000}}""",
        $$$"""{"type":"onchain","data":{"address":"{{{Address}}}"}}""",
        $$$"""{"type":"onchain","data":{"address":"{{{Address}}}","amount_sats":293}}""",
        $$$"""{"type":"onchain","data":{"address":"{{{Address}}}","amount_msats":1500000000001}}""",
        $$$"""{"type":"onchain","data":{"address":"{{{Address}}}","amount_sats":9,"description":"{{{Long}}}"}}""",
        """{"type":"bip21","data":{"address":"bitcoin:nothing"}}""",
        """{"type":"bip21","data":{"address":"bitcoin:?lightning=lno1","amount_sats":1}}""",
    ];

    private static string Long => new('x', 640);

    /// <summary>Every call.</summary>
    public async Task Ask()
    {
        await client.NativeBadly("POST", Estimate);
        await client.NativeBadly("POST", Resolve, OnChain);
        foreach (var each in Wrong)
        {
            await client.Native("POST", Path, sent: Body(each, "33333333-0000-4000-8000-000000000029"));
            await client.Native("POST", Estimate, sent: each);
        }

        var send = $$$"""{"type":"onchain","data":{"address":"{{{Address}}}","amount_sats":1000}}""";
        await client.Native("POST", Path, sent: Body(send, OnChain));
        await client.Native("GET", "payments/{payment_id}", OnChain);
        await client.Native("POST", Estimate, sent: send);
        var bill = (await client.Sandbox("/sandbox/invoice", """{"amount_msat":5000}"""))["payment_request"]!;
        var pay = $$$"""{"type":"bip21","data":{"address":"bitcoin:{{{Address}}}?lightning={{{bill}}}"}}""";
        await client.Native("POST", Path, sent: Body(pay, OverLightning));
        await client.Native("GET", "payments/{payment_id}", OverLightning);
        await client.Native("POST", Estimate, sent: pay);
        await client.Native("POST", Estimate, sent: """{"type":"bolt11","data":{}}""");
        await client.Native("POST", Estimate, sent: """{"type":"taprootasset","data":{}}""");
        await client.Native("POST", Resolve, OnChain, "{}");
        await client.Native("POST", Resolve, OverLightning, """{"abandon":true}""");
        await client.Native("POST", Resolve, facts.WalletId, "{}");
        await client.Native("GET", "payments/{payment_id}/history", OnChain);
        foreach (var (path, id) in new[] { (Estimate, ""), (Resolve, OnChain) })
        {
            await client.Native("POST", path, id, "not JSON");
            await client.Native("POST", path, id, "[]");
            await client.Native("POST", path, id);
            await client.Native("POST", path, id, new string(' ', 66_000));
        }
    }

    /// <summary>Every call of a server whose storage is away.</summary>
    public static async Task AskWithoutStorage(RecordingClient client)
    {
        await client.Native("POST", Estimate);
        await client.Native("POST", Resolve, OnChain);
    }

    private string Body(string members, string id)
    {
        var body = JsonNode.Parse(members)!.AsObject();
        body["id"] = id;
        body["wallet_id"] = facts.WalletId;
        return body.ToJsonString();
    }
}
