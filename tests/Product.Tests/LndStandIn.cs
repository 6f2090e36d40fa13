using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Fulgurite.Contracts;
using Fulgurite.Contracts.Lnd;

namespace Fulgurite.Product;

/// <summary>A process of tests/Peers/lnd.mjs with one node: the official gRPC stack serving LND's own protos.</summary>
internal sealed class LndStandIn : IDisposable
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private int node;
    private int lastId;

    private LndStandIn(Process process)
    {
        this.process = process;
        _ = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What the node asks of its callers, in hex.</summary>
    public string Macaroon { get; } = RandomNumberGenerator.GetHexString(120, lowercase: true);

    /// <summary>One that may not add invoices, in hex.</summary>
    public string ReadonlyMacaroon { get; } = RandomNumberGenerator.GetHexString(120, lowercase: true);

    /// <summary>Starts one; its files go to the folder.</summary>
    /// <returns>The node, and the options that lead to it.</returns>
    public static async Task<(LndStandIn Node, string[] Options)> Start(DataFolder data)
    {
        var process = Process.Start(NodePeers.Program(await NodePeers.Folder(), "node", "lnd.mjs"))!;
        var standIn = new LndStandIn(process);
        var certificate = NodeCertificate.Create();
        var started = await standIn.Send("start", new JsonObject
        {
            ["certificate"] = certificate.CertificatePem,
            ["key"] = certificate.KeyPem,
            ["macaroon"] = standIn.Macaroon,
            ["readonlyMacaroon"] = standIn.ReadonlyMacaroon,
            ["signs"] = true,
        });
        standIn.node = started["node"]!.GetValue<int>();
        var port = started["port"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture);
        var (certificateFile, macaroonFile) = (data.File("tls.cert"), data.File("invoice.macaroon"));
        await File.WriteAllTextAsync(certificateFile, certificate.CertificatePem);
        await File.WriteAllBytesAsync(macaroonFile, Convert.FromHexString(standIn.Macaroon));
        return (standIn,
            ["--lnd-address", $"127.0.0.1:{port}", "--lnd-cert", certificateFile, "--lnd-macaroon", macaroonFile]);
    }

    /// <summary>Somebody pays the invoice of a hash.</summary>
    public Task Settle(string hash) =>
        Send("settle", new JsonObject { ["node"] = node, ["hash"] = hash, ["skip"] = 0 });

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task<JsonObject> Send(string command, JsonObject arguments)
    {
        arguments["id"] = ++lastId;
        arguments["command"] = command;
        await process.StandardInput.WriteLineAsync(arguments.ToJsonString());
        await process.StandardInput.FlushAsync();
        while (true)
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(AnswersWithin);
            var message = JsonNode.Parse(line!)!.AsObject();
            if (message["id"]?.GetValue<int>() == lastId)
            {
                Assert.Null(message["error"]);
                return message;
            }
        }
    }
}
