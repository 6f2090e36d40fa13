using System.Text.Json.Nodes;
using Fulgurite.Billing;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.Statements;

/// <summary>A bill's statement, recomputed from the wallet's exported journal.</summary>
public sealed class BillStatementTests
{
    // On a 1st of January a wallet receives 50,000,000 and 10,000,000 msat without processing fees. The volume fee is
    // 0.1 %: 60,000. The service fee of the month is 1,000,000. Net: 60,000,000 - 60,000 - 1,000,000 = 58,940,000.
    [Fact]
    public async Task A_bill_follows_from_the_exported_journal()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Till.Billed(product);
        await till.Receive(50_000_000, "tea");
        await till.Receive(10_000_000, "cake");
        var bill = await till.Bill();

        var json = JsonNode.Parse(await till.ReadBill(bill))!;
        var wallet = Assert.Single(json["wallets"]!.AsArray())!;
        Assert.True(json["is_established"]!.GetValue<bool>(), json.ToJsonString());
        Assert.Equal((0, 60_000_000, 60_000_000, -60_000, 59_940_000), (
            Number(wallet, "starting_balance_msat"), Number(wallet, "received_msat"),
            Number(wallet, "ending_balance_msat"), Number(wallet, "received_volume_fee_msat"),
            Number(wallet, "net_msat")));
        Assert.Equal((1, 2, 2), (
            Number(wallet, "first_line"), Number(wallet, "last_line"), Number(wallet, "received_count")));
        Assert.Equal((-1_000_000, 58_940_000), (
            Number(json["totals"]!, "service_fee_msat"), Number(json["totals"]!, "net_msat")));

        var (from, before) = (Text(json["period"]!, "starts_at"), Text(json["period"]!, "ends_before"));
        var lines = (await till.Read("journal")).Split('\n').SkipLast(1).Select(line => JsonNode.Parse(line)!)
            .Where(line => string.CompareOrdinal(Text(line, "at"), from) >= 0
                && string.CompareOrdinal(Text(line, "at"), before) < 0).ToList();
        var received = lines.SelectMany(line => line["transfers"]!.AsArray())
            .Where(t => Text(t!, "from") == "lightning-in" && Text(t!, "to") == "available")
            .Sum(t => Number(t!, "amount_msat"));
        Assert.Equal((received, Text(wallet, "closing_chain_hash")), (
            Number(wallet, "received_msat"), Text(lines[^1], "hash")));
    }

    // The fee of 1,000,000 is owed, and the 10,000 that the wallet received are used for it.
    [Fact]
    public async Task A_wallet_shows_what_a_bill_will_change_in_it()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Till.Billed(product);
        await till.Receive(10_000, "tea");
        var bill = await till.Bill();

        var wallet = JsonNode.Parse(await till.Read(""))!;
        var pending = Assert.Single(wallet["pending_settlements"]!.AsArray())!;
        Assert.Equal((bill, "Payout", 10_000), (
            Text(pending, "bill_id"), Text(pending, "settlement_type"), Number(pending["amount"]!, "amount")));
        Assert.True(pending["amount"]!["negative"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_three_forms_say_the_same()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Till.Billed(product);
        await till.Receive(50_000_000, "tea");
        var bill = await till.Bill();

        var csv = CsvReading.Of(await till.ReadBill(bill, "?format=csv"));
        var html = await till.ReadBill(bill, "?format=html");

        var row = Assert.Single(csv, each => each["record"] == "wallet");
        Assert.Equal(("'=Billed", "50000000", "-50000", "49950000"), (
            row["name"], row["received_msat"], row["received_volume_fee_msat"], row["net_msat"]));
        Assert.Equal("0.00048950000", csv.Single(each => each["id"] == "amount_due_msat")["amount_btc"]);
        Assert.Equal("established", csv[^1]["id"]);
        Assert.Contains("49,950.000", html);
        Assert.Contains("=Billed", html);
        Assert.DoesNotContain("role=\"alert\"", html);
    }

    [Fact]
    public async Task A_bill_that_was_changed_shows_no_totals_and_says_so()
    {
        await using var product = await SandboxProduct.Start();
        using var till = await Till.Billed(product);
        await till.Receive(50_000_000, "tea");
        var id = await till.Bill();
        Assert.True(BillId.TryParse(id, out var parsed));
        var bill = (await product.Engine.Billing.Bills.Find(parsed, CancellationToken.None))!;
        var tables = product.Engine.Ports.Tables;
        var items = await tables.ReadFirst(BillRows.Table, BillRows.Items(bill, null, 9), CancellationToken.None);
        var forged = items[0].Fields.With(new RowFields { { "ending_msat", 1L } });
        await tables.Commit(
            BillRows.Table,
            new RowBatch([RowWrite.Replace(items[0].Key, forged, items[0].Version)]),
            CancellationToken.None);

        var json = JsonNode.Parse(await till.ReadBill(id))!;
        Assert.False(json["is_established"]!.GetValue<bool>());
        Assert.Null(json["totals"]);
        Assert.Equal("not_established", CsvReading.Of(await till.ReadBill(id, "?format=csv"))[^1]["id"]);
        Assert.Contains("Do not rely on it", await till.ReadBill(id, "?format=html"));
    }

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();

    private static string Text(JsonNode node, string name) => node[name]!.ToString();
}
