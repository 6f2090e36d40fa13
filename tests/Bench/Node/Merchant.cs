using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fulgurite.Lightning;

namespace Fulgurite.Bench.Node;

/// <summary>Takes deposit addresses one at a time, and reads what it is given.</summary>
internal sealed class Merchant(Facts facts) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = new Uri(facts.BaseUrl) };

    /// <summary>A new invoice of ten thousand satoshis: its hash and its text.</summary>
    public async Task<(PaymentHash Hash, string PaymentRequest)> Take(string foreignId)
    {
        var body = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $$"""{"currency":"BTCLN","foreign_id":"{{foreignId}}","amount":"0.0001"}"""));
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/v2/addresses/take") { Content = content };
        message.Headers.Add("X-Processing-Key", facts.ProcessingKey);
        message.Headers.Add("X-Processing-Signature", facts.Sign(body));
        using var answer = await client.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        var request = document.RootElement.GetProperty("data").GetProperty("address").GetString()!;
        return Bolt11Invoice.TryDecode(request, out var invoice, out _)
            ? (invoice.PaymentHash, request)
            : throw new InvalidOperationException("what was given is not an invoice");
    }

    /// <summary>Has the sandbox's payer pay.</summary>
    public async Task Pay(string paymentRequest)
    {
        using var content = new StringContent(
            $$"""{"payment_request":"{{paymentRequest}}"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/sandbox/pay", content);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();
}
