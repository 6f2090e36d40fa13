using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Bench.Load;

/// <summary>
/// What can be called over and over. Bodies are written and signed beforehand: the client is to cost little.
/// </summary>
internal static class LoadTargets
{
    private const int Bodies = 256;

    /// <summary>The call of a command line.</summary>
    /// <param name="args">
    /// <c>node ADDRESS CERTIFICATE-FILE</c> for the node alone; <c>take FACTS-FILE</c> for invoices through the API;
    /// <c>deposits FACTS-FILE</c> for invoices that the sandbox's payer pays at once.
    /// </param>
    public static Func<Task> Create(string[] args) => args switch
    {
        ["node", var address, var certificateFile] => Node(address, certificateFile),
        ["take", var factsFile] => Take(Facts.Read(factsFile)),
        ["deposits", var factsFile] => Deposits(Facts.Read(factsFile)),
        _ => throw new ArgumentException("see LoadTargets.Create", nameof(args)),
    };

    private static Func<Task> Node(string address, string certificateFile)
    {
        var settings = new LndNodeSettings(address, File.ReadAllText(certificateFile), new SecretValue("00"));
        var node = new LndNode(settings, TimeProvider.System);
        return async () =>
        {
            var preimage = new PaymentPreimage(RandomNumberGenerator.GetBytes(32));
            var asked = new NewNodeInvoice(preimage, Msat.FromSats(10_000), "", TimeSpan.FromMinutes(15));
            var outcome = await node.AddInvoice(asked, CancellationToken.None);
            if (outcome.Status != AddInvoiceStatus.Added)
            {
                throw new InvalidOperationException($"the node refused: {outcome.Reason}");
            }
        };
    }

    private static Func<Task> Take(Facts facts)
    {
        var taker = Taker(facts);
        return async () => (await taker()).Dispose();
    }

    private static Func<Task> Deposits(Facts facts)
    {
        var taker = Taker(facts);
        var client = Client();
        var address = new Uri(facts.BaseUrl + "/sandbox/pay");
        return async () =>
        {
            using var taken = await taker();
            using var document = JsonDocument.Parse(await taken.Content.ReadAsByteArrayAsync());
            var request = document.RootElement.GetProperty("data").GetProperty("address").GetString();
            var body = new JsonObject { ["payment_request"] = request }.ToJsonString();
            using var message = Message(address, Encoding.UTF8.GetBytes(body));
            using var paid = await client.SendAsync(message, CancellationToken.None);
            paid.EnsureSuccessStatusCode();
        };
    }

    private static Func<Task<HttpResponseMessage>> Taker(Facts facts)
    {
        var client = Client();
        var address = new Uri(facts.BaseUrl + "/api/v2/addresses/take");
        var bodies = Enumerable.Range(0, Bodies).Select(Body).ToArray();
        var signatures = Array.ConvertAll(bodies, facts.Sign);
        var last = 0;
        return async () =>
        {
            var i = (Interlocked.Increment(ref last) & int.MaxValue) % Bodies;
            using var message = Message(address, bodies[i]);
            message.Headers.TryAddWithoutValidation("X-Processing-Key", facts.ProcessingKey);
            message.Headers.TryAddWithoutValidation("X-Processing-Signature", signatures[i]);
            var answer = await client.SendAsync(message, CancellationToken.None);
            return answer.EnsureSuccessStatusCode();
        };
    }

    private static byte[] Body(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"currency":"BTCLN","foreign_id":"order-{{number}}","amount":"0.0001"}"""));

    private static HttpMessageInvoker Client() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    });

    private static HttpRequestMessage Message(Uri address, byte[] body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return message;
    }
}
