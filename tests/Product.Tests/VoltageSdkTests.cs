using System.Diagnostics;
using System.Text.Json.Nodes;
using Fulgurite.Contracts;

namespace Fulgurite.Product;

/// <summary>The npm package <c>voltage-api-sdk</c> works with only its base URL and key changed.</summary>
public sealed class VoltageSdkTests
{
    [Theory]
    [InlineData("apiKey")]
    [InlineData("bearerToken")]
    public async Task Receives_sends_finds_and_lists(string credentials)
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral");

        var told = (await Run(data))[credentials]!;

        Assert.Equal("receiving", Text(told, "received", "status"));
        Assert.StartsWith("lnbcrt30u1", Text(told, "received", "data", "payment_request"), StringComparison.Ordinal);
        Assert.StartsWith("lnbcrt1", Text(told, "any", "data", "payment_request"), StringComparison.Ordinal);
        Assert.Equal("completed", Text(told, "completed", "status"));
        Assert.Equal(64, Text(told, "completed", "data", "receipts", "0", "data", "preimage").Length);
        Assert.Equal("completed", Text(told, "sent", "status"));
        Assert.Equal("completed", Text(told, "netted", "status"));
        Assert.Equal("shortcircuit", Text(told, "netted", "data", "outflows", "0", "type"));
        Assert.Equal("0", Text(told, "netted", "data", "fee_msats"));
        Assert.Equal(
            Text(told, "any", "id"), Text(told, "netted", "data", "outflows", "0", "data", "offset_payment_id"));
        Assert.Equal("completed", Text(told, "offset", "status"));
        Assert.Equal("500000", Text(told, "offset", "data", "receipts", "0", "data", "amount_msats"));
        Assert.Equal(
            Text(told, "netted", "id"), Text(told, "offset", "data", "receipts", "0", "data", "offset_payment_id"));
        Assert.Equal("A payment of this id exists.", Text(told, "again", "message"));
        Assert.Equal("409", Text(told, "again", "status"));
        Assert.StartsWith("Send payment failed: Balance and credit", Text(told, "tooMuch", "message"));
        Assert.Equal(("onchain", "completed", "1000", "141"), (
            Text(told, "onchain", "type"),
            Text(told, "onchain", "status"),
            Text(told, "onchain", "data", "outflows", "0", "amount_sats"),
            Text(told, "onchain", "data", "fee_sats")));
        Assert.Equal(("bip21", "completed", "lightning"), (
            Text(told, "bip21", "type"),
            Text(told, "bip21", "status"),
            Text(told, "bip21", "data", "outflows", "0", "type")));
        Assert.StartsWith("Send payment failed: The transaction would cost more", Text(told, "tooDear", "message"));
        Assert.Equal("2", $"{told["listed"]!["items"]!.AsArray().Count}");
        Assert.Equal("1", Text(told, "listed", "offset"));
        Assert.Equal(
            ["sending", "completed"],
            told["history"]!["events"]!.AsArray().Select(step => Text(step!, "event_type")));
    }

    [Fact]
    public async Task Opens_wallets_reads_ledgers_and_registers_webhooks()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral");

        var told = (await Run(data))["apiKey"]!;

        Assert.Equal("Second wallet", Text(told, "opened", "name"));
        Assert.Equal("1000000", Text(told, "opened", "limit"));
        Assert.Equal("1", $"{told["wallets"]!.AsArray().Count}");
        Assert.Equal(
            ["captured", "held", "captured", "credited", "held", "credited"],
            told["ledger"]!["items"]!.AsArray().Select(item => Text(item!, "type")));
        Assert.Equal(
            Text(told, "sent", "data", "outflows", "0", "data", "ledger_id"),
            Text(told, "ledger", "items", "0", "hold_id"));
        Assert.Equal(
            Text(told, "completed", "data", "receipts", "0", "data", "ledger_id"),
            Text(told, "ledger", "items", "5", "credit_id"));
        Assert.Equal(
            Text(told, "netted", "data", "outflows", "0", "data", "ledger_id"),
            Text(told, "ledger", "items", "2", "hold_id"));
        Assert.Equal(
            Text(told, "offset", "data", "receipts", "0", "data", "ledger_id"),
            Text(told, "ledger", "items", "3", "credit_id"));
        Assert.Equal("100000000000", Text(told, "line", "limit"));
        Assert.Equal("0", Text(told, "lines", "0", "allocated_limit"));
        Assert.StartsWith("vltg_", Text(told, "secret", "shared_secret"), StringComparison.Ordinal);
        Assert.NotEqual(Text(told, "secret", "shared_secret"), Text(told, "key", "shared_secret"));
        Assert.Equal("3", $"{told["created"]!["events"]!.AsArray().Count}");
        Assert.Equal("stopped", Text(told, "stopped", "0", "status"));
        Assert.Equal(("fewer", "active"), (Text(told, "started", "name"), Text(told, "started", "status")));
    }

    [Fact]
    public async Task Takes_every_option_and_refuses_in_its_words()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral");

        var told = (await Run(data, "options"))["options"]!;

        var sent = Text(told, "sent", "id");
        Assert.Equal(("completed", "2"), (Text(told, "sent", "status"), Text(told, "sent", "metadata", "shop")));
        Assert.Equal("600", Text(told, "received", "data", "expiration"));
        Assert.All(told["paid"]!["items"]!.AsArray(), each => Assert.Equal(
            ("receive", "completed"), (Text(each!, "direction"), Text(each!, "status"))));
        Assert.Contains(
            Text(told, "received", "id"), told["paid"]!["items"]!.AsArray().Select(each => Text(each!, "id")));
        Assert.Equal("0", Text(told, "later", "total"));
        Assert.Equal(("captured", sent, "2"), (
            Text(told, "held", "items", "0", "type"),
            Text(told, "held", "items", "0", "payment_id"),
            Text(told, "held", "total")));
        Assert.Single(told["lines"]!.AsArray());
        Assert.Single(told["wallets"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(told["made"], told["hooks"]));
        Assert.Empty(told["nothing"]!["events"]!.AsArray());
        Assert.Equal(("404", "payment_not_found"), Refusal(told, "missing"));
        Assert.Equal(("400", "invalid_parameter"), Refusal(told, "noId"));
        Assert.Equal(("400", "invalid_amount"), Refusal(told, "tooLittle"));
        Assert.Equal(("400", "amount_match_failed"), Refusal(told, "differing"));
        Assert.Equal(("405", "method_not_allowed"), Refusal(told["raw"]!, "put"));
        Assert.Equal(("1", "True"), (
            $"{told["raw"]!["cursor"]!["items"]!.AsArray().Count}",
            $"{told["raw"]!["cursor"]!["has_more"]!.GetValue<bool>()}"));
    }

    [Fact]
    public async Task Receives_on_chain_and_by_either_in_parts()
    {
        using var data = new DataFolder();
        await using var product = await RunningProduct.Start(data, "--ephemeral");

        var told = (await Run(data, "chain"))["chain"]!;

        Assert.Equal(("onchain", "receiving"), (Text(told, "onchain", "type"), Text(told, "onchain", "status")));
        Assert.Equal(
            $"bitcoin:{Text(told, "onchain", "data", "address")}?amount=0.0005&label=tea",
            Text(told, "onchain", "bip21_uri"));
        Assert.Equal("receiving", Text(told, "part", "status"));
        Assert.Equal("20000", Text(told, "part", "data", "receipts", "0", "amount_sats"));
        Assert.Equal("completed", Text(told, "completed", "status"));
        Assert.Equal(
            ["20000", "30000"],
            told["completed"]!["data"]!["receipts"]!.AsArray().Select(receipt => Text(receipt!, "amount_sats")));
        Assert.Equal(("bip21", "completed"), (Text(told, "both", "type"), Text(told, "both", "status")));
        Assert.Equal(
            ["lightning", "onchain"],
            told["both"]!["data"]!["receipts"]!.AsArray().Select(receipt => Text(receipt!, "type")));
        Assert.Equal("1", Text(told, "listed", "total"));
        var events = told["events"]!.AsArray()
            .Where(happened => Text(happened!, "id") == Text(told, "onchain", "id"))
            .Select(happened => Text(happened!, "event"));
        Assert.Equal(["completed", "detected", "detected", "generated", "succeeded"], events.Order());
    }

    private static async Task<JsonNode> Run(DataFolder data, params string[] also)
    {
        var program = NodePeers.Program(await NodePeers.Folder(), "node", ["voltage.mjs", .. also]);
        using var process = Process.Start(program)!;
        await process.StandardInput.WriteAsync(await File.ReadAllTextAsync(data.FactsFile));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return JsonNode.Parse(output)!;
    }

    private static (string Status, string Type) Refusal(JsonNode told, string name) =>
        (Text(told, name, "status"), Text(told, name, "details", "error", "type"));

    private static string Text(JsonNode node, params string[] path) =>
        path.Aggregate(node, (at, name) => int.TryParse(name, out var index) ? at[index]! : at[name]!).ToString();
}
