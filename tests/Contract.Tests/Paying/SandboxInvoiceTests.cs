using System.Net;
using System.Text.Json.Nodes;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Contracts.Paying;

/// <summary>A developer as the payee: <c>/sandbox/invoice</c>, and <c>/sandbox/release</c> of what we pay.</summary>
public sealed class SandboxInvoiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("settle", null, NodePaymentState.Succeeded, null)]
    [InlineData("fail", null, NodePaymentState.Failed, PaymentFailure.IncorrectPaymentDetails)]
    [InlineData("fail", "no_route", NodePaymentState.Failed, PaymentFailure.NoRoute)]
    [InlineData("fail", "timeout", NodePaymentState.Failed, PaymentFailure.Timeout)]
    [InlineData("fail", "insufficient_balance", NodePaymentState.Failed, PaymentFailure.InsufficientBalance)]
    [InlineData("fail", "error", NodePaymentState.Failed, PaymentFailure.NodeError)]
    public async Task A_payment_goes_as_the_invoice_said(
        string outcome, string? failure, NodePaymentState state, PaymentFailure? why)
    {
        await using var product = await SandboxProduct.Start();
        var request = await Issue(product, new()
        {
            ["amount_msat"] = 250_000_000, ["outcome"] = outcome, ["failure"] = failure, ["memo"] = "coffee",
        });

        var paid = await Pay(product, request);

        Assert.Equal((state, why), (paid.State, paid.Failure));
        Assert.True(Bolt11Invoice.TryDecode(request, out var invoice, out _));
        Assert.Equal((new Msat(250_000_000), "coffee"), (invoice.Amount, invoice.Description));
        Assert.Equal((BitcoinNetwork.Regtest, TimeSpan.FromHours(1)), (invoice.Network, invoice.Expiry));
    }

    [Theory]
    [InlineData("settle", "settled", NodePaymentState.Succeeded)]
    [InlineData("fail", "failed", NodePaymentState.Failed)]
    public async Task A_payment_hangs_until_it_is_released(string outcome, string status, NodePaymentState state)
    {
        await using var product = await SandboxProduct.Start();
        var request = await Issue(product, new() { ["amount_msat"] = 1_000, ["outcome"] = "hold" });
        var paying = Pay(product, request);

        var released = await Post(
            product, "/sandbox/release", new() { ["payment_request"] = request, ["outcome"] = outcome });

        Assert.Equal((HttpStatusCode.OK, status), (released.Status, released.Json["status"]!.GetValue<string>()));
        Assert.Equal(state, (await paying).State);
        var again = await Post(product, "/sandbox/release", new() { ["payment_request"] = request });
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
    }

    [Fact]
    public async Task A_payment_takes_its_time_and_an_invoice_runs_out()
    {
        await using var product = await SandboxProduct.Start();
        var slow = await Issue(product, new() { ["amount_msat"] = 1_000, ["delay_ms"] = 5_000 });
        var late = await Issue(product, new() { ["amount_msat"] = 1_000, ["expiry_seconds"] = 5 });
        var paying = Pay(product, slow);

        product.Clock.Advance(TimeSpan.FromMilliseconds(4_999));
        Assert.False(paying.IsCompleted);
        product.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(NodePaymentState.Succeeded, (await paying).State);
        var refused = await product.Paying.SendPayment(NewPayment(late), None);
        Assert.Equal(
            PaymentFailure.InvoiceExpired, Assert.IsType<SendPaymentOutcome.Refused>(refused).Failure);
    }

    private static NewNodePayment NewPayment(string request) =>
        new(request, null, Msat.FromSats(1_000), TimeSpan.FromMinutes(1));

    private static async Task<NodePayment> Pay(SandboxProduct product, string request) =>
        Assert.IsType<SendPaymentOutcome.Started>(
            await product.Paying.SendPayment(NewPayment(request), None)).Payment;

    private static async Task<string> Issue(SandboxProduct product, JsonObject order)
    {
        var answer = await Post(product, "/sandbox/invoice", order);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Json["payment_request"]!.GetValue<string>();
    }

    private static async Task<(HttpStatusCode Status, JsonNode Json)> Post(
        SandboxProduct product, string path, JsonObject body)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        using var content = new StringContent(body.ToJsonString());
        using var response = await client.PostAsync(path, content);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
