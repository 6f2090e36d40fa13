using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>Every way in which a payment of the sandbox can go.</summary>
public sealed class PayingTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private const string ForeignInvoice =
        "lnbc20m1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygshp58yjmdan79s6qqdhdzgynm4zwqd5"
        + "d7xmw5fk98klysy043l2ahrqspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqfppqw508d6qejxtdg4y5"
        + "r3zarvary0c5xw7k9qrsgqt29a0wturnys2hhxpner2e3plp6jyj8qx7548zr2z7ptgjjc7hljm98xhjym0dg52sdrvqamxdezkm"
        + "qg4gdrvwwnf0kv2jdfnl4xatsqmrnsse";

    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task Credits_nothing_when_a_payment_fails_and_lets_the_customer_try_again()
    {
        var address = Address(await product.Take("fails"));

        Assert.Equal("failed", Status(await product.Pay(address, "fail"), 200));
        (await product.Call("transactions/info", """{"foreign_id":"fails"}""")).With(404);
        Assert.Equal("settled", Status(await product.Pay(address), 200));
        await product.Credited("fails");
    }

    [Theory]
    [InlineData("settle", "settled")]
    [InlineData("fail", "failed")]
    public async Task Holds_a_payment_until_it_is_released(string outcome, string status)
    {
        var foreignId = $"held-{outcome}";
        var address = Address(await product.Take(foreignId));

        Assert.Equal("held", Status(await product.Pay(address, "hold"), 200));
        Assert.Equal("payment_held", Refusal(await product.Pay(address), 409));
        (await product.Call("transactions/info", $$"""{"foreign_id":"{{foreignId}}"}""")).With(404);
        var released = await product.Post(
            "/sandbox/release", new JsonObject { ["payment_request"] = address, ["outcome"] = outcome });

        Assert.Equal(status, Status(released, 200));
        if (outcome == "settle")
        {
            await product.Credited(foreignId);
        }
        else
        {
            (await product.Call("transactions/info", $$"""{"foreign_id":"{{foreignId}}"}""")).With(404);
        }
    }

    [Fact]
    public async Task Delays_a_payment_as_long_as_it_is_asked()
    {
        var address = Address(await product.Take("delayed"));

        Assert.Equal("in_flight", Status(await product.Pay(address, delayMs: 300), 202));
        await product.Credited("delayed");
    }

    [Fact]
    public async Task Refuses_what_cannot_be_paid_with_a_type_of_its_own()
    {
        var address = Address(await product.Take("twice"));
        (await product.Pay(address)).With(200);

        Assert.Equal("invoice_paid", Refusal(await product.Pay(address), 409));
        Assert.Equal("foreign_invoice", Refusal(await product.Pay(ForeignInvoice), 400));
        Assert.Equal("invalid_payment_request", Refusal(await product.Pay("lnbc1garbage"), 400));
        Assert.Equal("invalid_payment_request", Refusal(await product.Pay(new string('q', 20_000)), 400));
        Assert.Equal("invalid_parameter", Refusal(await product.Pay(address, "lose"), 400));
        Assert.Equal("invalid_parameter", Refusal(await product.Pay(address, delayMs: -1), 400));
        var nothing = await product.Post("/sandbox/release", new JsonObject { ["payment_request"] = address });
        Assert.Equal("not_held", Refusal(nothing, 409));
    }

    [Fact]
    public async Task Takes_and_credits_many_deposits_at_once()
    {
        var before = await product.Balance();
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(number => product.Take($"many-{number}", "0.0001")));
        Assert.Equal(200, taken.Select(each => each["id"]!.GetValue<int>()).Distinct().Count());
        Assert.Equal(200, taken.Select(Address).Distinct().Count());

        var paid = await Task.WhenAll(taken.Take(50).Select(each => product.Pay(Address(each))));
        Assert.All(paid, answer => answer.With(200));

        // 10,000 sat less 80 each.
        await Eventually.Holds("50 are credited", async () => await product.Balance() - before == 50 * 9_920, 30);
    }

    private static string Address(JsonNode taken) => taken["address"]!.GetValue<string>();

    private static string Status(Answer answer, int status) => answer.With(status).Json["status"]!.GetValue<string>();

    private static string Refusal(Answer answer, int status) =>
        answer.With(status).Json["error"]!["type"]!.GetValue<string>();
}
