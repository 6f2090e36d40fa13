using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A client that sends one request a thousand times at once has asked once.</summary>
public sealed class DuplicateTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private const int Copies = 1_000;

    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task Of_a_thousand_same_receives_one_is_made()
    {
        var id = Guid.NewGuid().ToString();

        var answers = await AskAtOnce(Receive(id), null);

        AssertOneIsTaken(answers);
        Assert.Equal("receiving", (await Payment(id))["status"]!.GetValue<string>());
        var listed = (await product.Native(HttpMethod.Get, "/payments?direction=receive&limit=100")).With(200).Json;
        Assert.Single(listed["items"]!.AsArray(), item => item!["id"]!.GetValue<string>() == id);
    }

    [Fact]
    public async Task A_thousand_same_receives_with_a_key_are_all_taken_and_one_is_made()
    {
        var id = Guid.NewGuid().ToString();

        Assert.All(await AskAtOnce(Receive(id), "order 77"), AssertTaken);
        var first = (await Payment(id))["data"]!["payment_request"]!.GetValue<string>();
        Assert.All(await AskAtOnce(Receive(id), "order 77"), AssertTaken);

        Assert.Equal(first, (await Payment(id))["data"]!["payment_request"]!.GetValue<string>());
        var other = await AskAtOnce(Receive(Guid.NewGuid().ToString()), "order 77");
        Assert.All(other, answer => Assert.True(answer.Status is 422 or 503, answer.Text));
        Assert.Contains(other, answer => answer.Status == 422);
    }

    [Fact]
    public async Task Of_a_thousand_same_sends_one_is_paid()
    {
        var funding = (await product.Take("duplicates"))["address"]!.GetValue<string>();
        (await product.Pay(funding)).With(200);
        await product.Credited("duplicates");
        var before = await product.Balance();
        var bill = (await product.Post("/sandbox/invoice", new JsonObject { ["amount_msat"] = 1_000_000 })).With(201);
        var request = bill.Json["payment_request"]!.GetValue<string>();
        var id = Guid.NewGuid().ToString();

        var answers = await AskAtOnce(
            $$$"""
            {"id":"{{{id}}}","wallet_id":"{{{product.Facts.Wallet}}}","currency":"btc","type":"bolt11",
            "data":{"payment_request":"{{{request}}}"}}
            """,
            null);

        AssertOneIsTaken(answers);
        await Eventually.Holds("it is paid", async () =>
            (await Payment(id))["status"]!.GetValue<string>() == "completed");
        var fee = (await Payment(id))["payment_breakdown"]!["network_fee"]!["amount"]!.GetValue<long>();
        Assert.Equal(before - ((1_000_000 + fee + 999) / 1_000), await product.Balance());
    }

    private async Task<Answer[]> AskAtOnce(string body, string? key)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Copies).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, product.Facts.Environment + "/payments");
            request.Headers.Add("X-Api-Key", product.Facts.ApiKey);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            return await product.Send(request);
        }));
        Assert.Equal(Copies, answers.Length);
        return answers;
    }

    // On a machine that is too busy some are asked to come again (503), perhaps the one that was taken too.
    private static void AssertOneIsTaken(Answer[] answers)
    {
        Assert.InRange(answers.Count(answer => answer.Status == 202), 0, 1);
        var refused = answers.Where(answer => answer.Status is not (202 or 503));
        Assert.Equal(
            ["409 payment_exists"],
            refused.Select(answer => $"{answer.Status} {answer.Json["error"]!["type"]}").Distinct());
    }

    private static void AssertTaken(Answer answer) => Assert.True(answer.Status is 202 or 503, answer.Text);

    private string Receive(string id) =>
        $$"""{"id":"{{id}}","wallet_id":"{{product.Facts.Wallet}}","payment_kind":"bolt11","amount_msats":21000}""";

    private async Task<JsonNode> Payment(string id) =>
        (await product.Native(HttpMethod.Get, $"/payments/{id}")).With(200).Json;
}
