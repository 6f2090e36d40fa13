using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Contracts.Statements;

/// <summary>The product's statements and exports over HTTP, recomputed here with code of its own.</summary>
public sealed class StatementTests
{
    private const string Formula = "=HYPERLINK(\"https://x\";\"tea\") <b>&";

    [Fact]
    public async Task The_export_proves_itself_to_a_stranger()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Moved(product);
        using var answer = await till.Ask("journal?format=jsonl");
        var lines = Lines(await answer.Content.ReadAsStringAsync());

        var previous = new string('0', 64);
        var balances = new Dictionary<string, long>();
        foreach (var (index, line) in lines.Index())
        {
            var transfers = line["transfers"]!.AsArray();
            string[] fields =
            [
                Text(line, "form"), Text(line, "wallet_id"), Text(line, "sequence"), Text(line, "at_us"),
                Text(line, "movement"), Text(line, "reference"), Text(line, "asset"),
                string.Join(';', transfers.Select(t => $"{t!["from"]}>{t["to"]}:{t["amount_msat"]}")), previous,
            ];
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fields))));
            Assert.Equal((index + 1L, previous), (Number(line, "sequence"), Text(line, "hash")));
            foreach (var transfer in transfers)
            {
                var amount = Number(transfer!, "amount_msat");
                balances[Text(transfer!, "from")] = balances.GetValueOrDefault(Text(transfer!, "from")) - amount;
                balances[Text(transfer!, "to")] = balances.GetValueOrDefault(Text(transfer!, "to")) + amount;
            }
        }

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{lines.Count}", Assert.Single(answer.Headers.GetValues("Journal-Last-Sequence")));
        Assert.Equal(previous, Assert.Single(answer.Headers.GetValues("Journal-Chain-Hash")));
        Assert.Equal(0, balances.Values.Sum());
        var shown = JsonNode.Parse(await till.Read(""))!["balances"]![0]!["available"]!;
        Assert.Equal(Number(shown, "amount"), balances["available"]);
    }

    [Fact]
    public async Task An_export_that_was_cut_off_goes_on_where_it_was()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Moved(product);
        var whole = await till.Read("journal");
        var from = await till.Read("journal?from_sequence=3");
        Assert.EndsWith(from, whole);
        Assert.Equal(Lines(whole).Count - 2, Lines(from).Count);
        Assert.Equal("", await till.Read($"journal?from_sequence={Lines(whole).Count + 1}"));
    }

    // Received 60,000,000; sent 900,000 at 1,000; a send that failed moves nothing.
    [Fact]
    public async Task The_three_forms_of_a_statement_say_the_same()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Moved(product);
        await till.Rename("@Till");
        var json = JsonNode.Parse(await till.Read("statement"))!;
        var csv = CsvReading.Of(await till.Read("statement?format=csv"));
        var html = await till.Read("statement?format=html");

        var totals = json["totals"]!;
        Assert.Equal((60_000_000, 2, 0), (
            Number(totals, "received_msat"), Number(totals, "received_count"),
            Number(totals, "processing_fees_msat")));
        Assert.Equal((900_000, 1, 1_000, 3), (
            Number(totals, "sent_msat"), Number(totals, "sent_count"), Number(totals, "network_fees_msat"),
            Number(totals, "hold_count")));
        Assert.Equal((0, 59_099_000), (
            Number(json["opening"]!, "balance_msat"), Number(json["closing"]!, "balance_msat")));
        Assert.True(json["is_established"]!.GetValue<bool>());

        var movements = csv.Where(row => row["record"] == "movement").ToList();
        Assert.Equal(3, movements.Count);
        foreach (var (row, movement) in movements.Zip(json["movements"]!.AsArray()))
        {
            foreach (var name in new[] { "in_msat", "out_msat", "network_fee_msat", "balance_msat", "chain_hash" })
            {
                Assert.Equal(Text(movement!, name), row[name]);
            }

            Assert.Equal(Number(movement!, "in_msat"), Msat(row["in_btc"]));
            Assert.Contains(Text(movement!, "reference"), html);
        }

        Assert.Equal("'" + Formula, movements[0]["memo"]);
        Assert.Equal("59099000", csv.Single(row => row["record"] == "closing")["balance_msat"]);
        Assert.Contains(csv, row => row["record"] == "about" && row["memo"] == "'@Till");
        Assert.Equal("established", csv[^1]["kind"]);
        Assert.DoesNotContain("<b>", html);
        Assert.Contains("59,099.000", html);
        Assert.Contains(Text(json["closing"]!, "chain_hash"), html);
    }

    [Fact]
    public async Task A_day_ends_with_what_the_next_begins_with()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Moved(product);
        var first = till.Today;
        product.Clock.Advance(TimeSpan.FromDays(1));
        await till.Receive(7_000, "late");
        var one = JsonNode.Parse(await till.Read($"statement?from={first}&to={first}"))!;
        var next = JsonNode.Parse(await till.Read($"statement?from={till.Today}&to={till.Today}"))!;
        Assert.Equal(one["closing"]!.ToJsonString(), next["opening"]!.ToJsonString());
        Assert.Single(next["movements"]!.AsArray());
        Assert.Equal((true, false), (
            one["period"]!["is_complete"]!.GetValue<bool>(), next["period"]!["is_complete"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_journal_that_was_changed_shows_no_closing_and_says_so_in_every_form()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Moved(product);
        await Change(product, line: 2);

        var json = JsonNode.Parse(await till.Read("statement"))!;
        var csv = CsvReading.Of(await till.Read("statement?format=csv"));
        var html = await till.Read("statement?format=html");

        Assert.False(json["is_established"]!.GetValue<bool>());
        Assert.Null(json["closing"]);
        Assert.Null(json["totals"]);
        Assert.Contains("Line 2 of the journal", Text(json, "problem"));
        Assert.Equal("not_established", csv[^1]["kind"]);
        Assert.DoesNotContain(csv, row => row["record"] is "closing" or "total");
        Assert.Contains("Do not rely on it", html);
        Assert.DoesNotContain("Closing balance", html);
    }

    [Fact]
    public async Task The_page_may_load_and_run_nothing()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Moved(product);
        using var answer = await till.Ask("statement?format=html");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        var html = await answer.Content.ReadAsStringAsync();
        var style = html.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.StartsWith($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'", policy);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("src=", html);
        Assert.DoesNotContain("href=", html);
    }

    private static async Task<Till> Moved(SandboxProduct product)
    {
        var till = new Till(product);
        await till.Receive(50_000_000, Formula);
        await till.Send(900_000);
        await till.Send(800_000, "fail");
        await till.Receive(10_000_000, "order 8");
        return till;
    }

    private static async Task Change(SandboxProduct product, long line)
    {
        Assert.True(WalletId.TryParse(product.Facts.WalletId, out var wallet));
        var (tables, key) = (product.Engine.Ports.Tables, WalletRows.JournalKey(wallet, line));
        var row = await tables.Get(WalletRows.Table, key, CancellationToken.None);
        var forged = row!.Fields.With(new RowFields { { "reference", "another" } });
        await tables.Commit(
            WalletRows.Table, new RowBatch([RowWrite.Replace(key, forged, row.Version)]), CancellationToken.None);
    }

    private static List<JsonNode> Lines(string text)
    {
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        return [.. text.Split('\n').SkipLast(1).Select(line => JsonNode.Parse(line)!)];
    }

    private static string Text(JsonNode node, string name) => node[name]!.ToString();

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();

    private static long Msat(string btc) =>
        (long)(decimal.Parse(btc, CultureInfo.InvariantCulture) * 100_000_000_000m);
}
