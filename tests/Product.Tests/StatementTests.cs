using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A bookkeeper reads what an integrator has done, and recomputes it with code of their own.</summary>
public sealed class StatementTests
{
    [Fact]
    public async Task Deposits_and_sends_are_in_the_export_and_in_every_form_of_the_statement()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral");
        await Move(product);
        Task<string> Ask(string path) => Read(product, path);
        var exported = await Ask("journal?format=jsonl");
        var lines = exported.Split('\n').SkipLast(1).Select(l => JsonNode.Parse(l)!).ToList();
        var (hash, own) = Recompute(lines);

        var json = JsonNode.Parse(await Ask("statement"))!;
        Assert.True(json["is_established"]!.GetValue<bool>());
        Assert.Equal((hash, own, (long)lines.Count), (
            Text(json["closing"]!, "chain_hash"), Number(json["closing"]!, "balance_msat"),
            Number(json["closing"]!, "sequence")));
        var (opening, totals) = (Number(json["opening"]!, "balance_msat"), json["totals"]!);
        Assert.Equal(own, opening + Number(totals, "received_msat") - Number(totals, "sent_msat")
            - Number(totals, "network_fees_msat") - Number(totals, "processing_fees_msat"));
        Assert.Equal((2, 1), (Number(totals, "received_count"), Number(totals, "sent_count")));
        var balance = opening;
        foreach (var movement in json["movements"]!.AsArray().Select(each => each!))
        {
            balance += Number(movement, "in_msat") - Number(movement, "out_msat")
                - Number(movement, "network_fee_msat") - Number(movement, "processing_fee_msat");
            Assert.Equal(balance, Number(movement, "balance_msat"));
        }

        Assert.Equal(own, balance);
        var csv = (await Ask("statement?format=csv")).Split("\r\n");
        Assert.Contains(csv, row => row.StartsWith("closing,", StringComparison.Ordinal)
            && row.Contains($",{own},", StringComparison.Ordinal));
        Assert.StartsWith("end,,,,established", csv[^2], StringComparison.Ordinal);
        var html = await Ask("statement?format=html");
        Assert.Contains(hash, html, StringComparison.Ordinal);
        Assert.Contains(
            (own / 1_000).ToString("N0", CultureInfo.InvariantCulture), html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);

        string[] facts = [product.Facts.Wallet, "--facts", data.FactsFile];
        var export = await Executable.Run(["wallet", "export", .. facts]);
        Assert.Equal((0, string.Concat(lines.Select(l => l.ToJsonString()).Take(1))), (
            export.ExitCode, JsonNode.Parse(export.Output.Split('\n')[0])!.ToJsonString()));
        Assert.Equal(lines.Count, export.Output.Split('\n').Length - 1);
        var statement = await Executable.Run(["wallet", "statement", .. facts]);
        Assert.StartsWith("record,sequence,", statement.Output, StringComparison.Ordinal);
        var refused = await Executable.Run(["wallet", "statement", .. facts, "--from", "never"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("invalid_parameter", refused.Errors);
    }

    private static async Task Move(RunningProduct product)
    {
        foreach (var name in new[] { "statement-1", "statement-2" })
        {
            var taken = await product.Take(name, "0.00030001");
            (await product.Pay(Text(taken, "address"))).With(200);
            await product.Credited(name);
        }

        foreach (var outcome in new[] { "settle", "fail" })
        {
            var invoice = await product.Post("/sandbox/invoice", new JsonObject
            {
                ["amount_msat"] = 900_123,
                ["outcome"] = outcome,
            });
            var order = new JsonObject { ["payment_request"] = Text(invoice.With(201).Json, "payment_request") };
            var sent = (await product.Post("/sandbox/send", order)).With(202).Json;
            await Eventually.Holds("the send has ended", async () =>
                (await product.Get($"/sandbox/payments/{Text(sent, "payment_id")}")).Json["ended_at"] is not null);
        }
    }

    // The last hash, and what the wallet owns: available and held.
    private static (string Hash, long Own) Recompute(IReadOnlyList<JsonNode> lines)
    {
        var (previous, own) = (new string('0', 64), 0L);
        foreach (var line in lines)
        {
            var transfers = line["transfers"]!.AsArray().Select(t => (
                From: Text(t!, "from"), To: Text(t!, "to"), Amount: Number(t!, "amount_msat"))).ToList();
            string[] fields =
            [
                .. new[] { "form", "wallet_id", "sequence", "at_us", "movement", "reference", "asset" }
                    .Select(name => Text(line, name)),
                string.Join(';', transfers.Select(t => $"{t.From}>{t.To}:{t.Amount}")),
                previous,
            ];
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fields))));
            Assert.Equal(previous, Text(line, "hash"));
            own += transfers.Where(t => t.To is "available" or "held").Sum(t => t.Amount)
                - transfers.Where(t => t.From is "available" or "held").Sum(t => t.Amount);
        }

        return (previous, own);
    }

    private static async Task<string> Read(RunningProduct product, string path)
    {
        var organization = product.Facts.Environment.Split("/environments")[0];
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{organization}/wallets/{product.Facts.Wallet}/{path}");
        request.Headers.Add("X-Api-Key", product.Facts.ApiKey);
        return (await product.Send(request)).With(200).Text;
    }

    private static string Text(JsonNode node, string name) => node[name]!.ToString();

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();
}
