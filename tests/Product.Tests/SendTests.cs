using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A developer sends from the sandbox's wallet.</summary>
public sealed class SendTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private const long AmountMsat = 900_000;
    private const long FeeMsat = 1_000;

    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task Pays_an_invoice_of_the_sandbox_and_charges_what_it_cost()
    {
        var before = await Funded("settles");
        var request = await Invoice();

        var sent = (await Send(request)).With(202).Json;
        var ended = await Ended(Id(sent));

        Assert.Equal((AmountMsat, 9_000), (Number(sent, "amount_msat"), Number(sent, "fee_max_msat")));
        Assert.Equal(("succeeded", FeeMsat), (Status(ended), Number(ended, "fee_paid_msat")));
        var invoice = await Bolt11Reading.Of(request);
        var hash = SHA256.HashData(Convert.FromHexString(ended["preimage"]!.GetValue<string>()));
        Assert.Equal(invoice["light"]!["paymentHash"]!.GetValue<string>(), Convert.ToHexStringLower(hash));
        Assert.True(ended["ended_at"]!.GetValue<DateTimeOffset>() >= ended["created_at"]!.GetValue<DateTimeOffset>());
        Assert.Equal(before - ((AmountMsat + FeeMsat) / 1_000), await product.Balance());
    }

    [Fact]
    public async Task Gives_the_hold_back_when_the_payment_fails()
    {
        var before = await Funded("fails");

        var sent = (await Send(await Invoice("fail"))).With(202).Json;
        var ended = await Ended(Id(sent));

        Assert.Equal(("failed", "incorrect_payment_details"), (Status(ended), ended["failure"]!.GetValue<string>()));
        Assert.Null(ended["preimage"]);
        Assert.Equal(before, await product.Balance());
    }

    [Fact]
    public async Task Answers_a_repeated_id_with_the_same_payment_and_refuses_it_for_another()
    {
        var before = await Funded("repeats");
        var id = Guid.NewGuid().ToString();
        var request = await Invoice();

        (await Send(request, id)).With(202);
        await Ended(id);
        Assert.Equal("succeeded", Status((await Send(request, id)).With(202).Json));
        var other = await Send(await Invoice(), id);

        Assert.Equal("payment_exists", Refusal(other, 409));
        Assert.Equal(before - ((AmountMsat + FeeMsat) / 1_000), await product.Balance());
    }

    [Theory]
    [InlineData("settle", "succeeded")]
    [InlineData("fail", "failed")]
    public async Task Keeps_a_held_payment_in_flight_until_it_is_released(string outcome, string status)
    {
        await Funded($"held-{outcome}");
        var request = await Invoice("hold");
        var id = Id((await Send(request)).With(202).Json);
        JsonNode? payment = null;
        await Eventually.Holds("it is in flight", async () =>
        {
            payment = (await product.Get($"/sandbox/payments/{id}")).With(200).Json;
            return Status(payment) == "in_flight";
        });
        Assert.Null(payment!["ended_at"]);

        await Eventually.Holds("it is released", async () => (await product.Post(
            "/sandbox/release",
            new JsonObject { ["payment_request"] = request, ["outcome"] = outcome })).Status == 200);

        // Told by the node's stream, or else by the next look at it.
        Assert.Equal(status, Status(await Ended(id, 90)));
    }

    [Fact]
    public async Task Refuses_what_cannot_be_sent_with_a_type_of_its_own()
    {
        await Funded("refuses");
        var open = await Invoice(amountMsat: null);

        Assert.Equal("insufficient_funds", Refusal(await Send(open, amountMsat: 2_000_000_000_000), 409));
        Assert.Equal("amount_required", Refusal(await Send(open), 400));
        Assert.Equal("invalid_amount", Refusal(await Send(await Invoice(), amountMsat: 1), 400));
        Assert.Equal("invalid_payment_request", Refusal(await Send("lnbc1garbage"), 400));
        Assert.Equal("invalid_parameter", Refusal(await Send(open, "not-a-uuid", 1_000), 400));
        Assert.Equal("invalid_parameter", Refusal(await Send(open, amountMsat: 0), 400));
        Assert.Equal("invalid_syntax", Refusal(await product.Post("/sandbox/send", []), 400));
        Assert.Equal("payment_not_found", Refusal(await product.Get($"/sandbox/payments/{Guid.NewGuid()}"), 404));
        Assert.Equal("payment_not_found", Refusal(await product.Get("/sandbox/payments/nobody"), 404));
    }

    // The balance after a deposit.
    private async Task<long> Funded(string foreignId)
    {
        var taken = await product.Take(foreignId, "0.0001");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        await product.Credited(foreignId);
        return await product.Balance();
    }

    private async Task<string> Invoice(string outcome = "settle", long? amountMsat = AmountMsat) =>
        (await product.Post("/sandbox/invoice", new JsonObject { ["amount_msat"] = amountMsat, ["outcome"] = outcome }))
            .With(201).Json["payment_request"]!.GetValue<string>();

    private Task<Answer> Send(string paymentRequest, string? paymentId = null, long? amountMsat = null) =>
        product.Post("/sandbox/send", new JsonObject
        {
            ["payment_id"] = paymentId,
            ["payment_request"] = paymentRequest,
            ["amount_msat"] = amountMsat,
        });

    private async Task<JsonNode> Ended(string id, int seconds = 15)
    {
        JsonNode? payment = null;
        await Eventually.Holds("the payment ends", async () =>
        {
            payment = (await product.Get($"/sandbox/payments/{id}")).With(200).Json;
            return Status(payment) is "succeeded" or "failed";
        }, seconds);
        return payment!;
    }

    private static string Id(JsonNode payment) => payment["payment_id"]!.GetValue<string>();

    private static string Status(JsonNode payment) => payment["status"]!.GetValue<string>();

    private static long Number(JsonNode payment, string name) => payment[name]!.GetValue<long>();

    private static string Refusal(Answer answer, int status) =>
        answer.With(status).Json["error"]!["type"]!.GetValue<string>();
}
