using System.Text.Json.Nodes;
using Fulgurite.Contracts.OpenApi;

namespace Fulgurite.Contracts.Requests;

/// <summary>A filter that is not understood is refused, and never left out of account.</summary>
public sealed class QueryTests
{
    [Theory]
    [InlineData("payments", "?kind=bolt12")]
    [InlineData("payments", "?payment_category=mine")]
    [InlineData("payments", "?pagination=pages")]
    [InlineData("payments", "?check_only=perhaps")]
    [InlineData("payments", "?wallet_id=mine")]
    [InlineData("payments", "?line_of_credit_id=mine")]
    [InlineData("payments", "?metadata=%5Bobject%20Object%5D")]
    [InlineData("payments", "?end_date=yesterday")]
    [InlineData("payments", "?offset=4294967296")]
    [InlineData("payments/summary", "?include_inactive=perhaps")]
    [InlineData("quotes", "?limit=0")]
    [InlineData("quotes", "?offset=-1")]
    public async Task Refuses_a_value_that_the_contract_does_not_know(string path, string query)
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);

        var refused = await client.Native("GET", path, query);

        Assert.Equal(400, client.Answers[^1].Status);
        Assert.Equal("invalid_parameter", refused["error"]!["type"]!.GetValue<string>());
        Assert.Contains(query[1..query.IndexOf('=')], refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_of_quotes_on_the_page_that_was_asked_for()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);

        var page = await client.Native("GET", "quotes", "?limit=7&offset=40");

        Assert.Empty(page["items"]!.AsArray());
        Assert.Equal((7, 40, 0), (Number(page, "limit"), Number(page, "offset"), Number(page, "total")));

        static int Number(JsonNode page, string name) => page[name]!.GetValue<int>();
    }

    [Theory]
    [InlineData("?kind=usdbatch")]
    [InlineData("?kind=taprootasset")]
    [InlineData("?payment_category=treasury")]
    [InlineData("?check_only=true")]
    [InlineData("?statuses=approved")]
    [InlineData("?offset=4294967295")]
    public async Task Finds_nothing_by_a_word_of_which_there_is_nothing_here(string query)
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);
        await client.Native("POST", "payments", sent: $$"""
            {"id":"{{Guid.NewGuid()}}","wallet_id":"{{product.Facts.WalletId}}","payment_kind":"bolt11"}
            """);

        Assert.Empty((await client.Native("GET", "payments", query))["items"]!.AsArray());
        Assert.Single((await client.Native("GET", "payments", "?check_only=false"))["items"]!.AsArray());
    }
}
