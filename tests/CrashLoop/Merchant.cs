using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Fulgurite.CrashLoop;

/// <summary>
/// A merchant's server: records every callback and checks its signature and that a repeat has the same bytes. It
/// answers 500 now and then, or takes its time. It outlives every crash of the product.
/// </summary>
internal sealed class Merchant : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<long, string> received = [];
    private readonly Record record;
    private readonly Random chance;

    public Merchant(Record record, Random chance)
    {
        (this.record, this.chance) = (record, chance);
        Url = $"http://127.0.0.1:{ProductProcess.FreePort()}/callbacks/";
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = Accept();
    }

    public string Url { get; }

    /// <summary>Verifies signatures; known after the first start.</summary>
    public Facts? Facts { get; set; }

    /// <summary>The ids of the deposits that it was told of.</summary>
    public ICollection<long> Told => received.Keys;

    public void Dispose() => listener.Close();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await listener.GetContextAsync(), chance.Next(100));
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task Serve(HttpListenerContext context, int fate)
    {
        try
        {
            var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Keep(body.ToArray(), context.Request);
            if (fate < 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(2));
            }

            context.Response.StatusCode = fate is >= 3 and < 12 ? 500 : 200;
            record.Tally.Count($"callbacks answered {context.Response.StatusCode}");
            context.Response.Close();
        }
        catch (Exception cut) when (cut is IOException or HttpListenerException or ObjectDisposedException)
        {
            // The sender was killed meanwhile, or the run is over.
        }
    }

    private void Keep(byte[] body, HttpListenerRequest request)
    {
        if (body.Length < request.ContentLength64)
        {
            return;
        }

        var signature = request.Headers["X-Processing-Signature"] ?? "";
        var isValid = CryptographicOperations.FixedTimeEquals(
            Convert.FromHexString(ProductClient.Sign(Facts!, body)), HexOrNothing(signature));
        record.Tally.Check(isValid, $"a callback's signature is not its body's: {Convert.ToHexString(body)}");
        var id = JsonNode.Parse(body)!["id"]!.GetValue<long>();
        var bytes = $"{signature} {Convert.ToBase64String(body)}";
        record.Tally.Count("callbacks received");
        record.Tally.Check(
            received.GetOrAdd(id, bytes) == bytes, $"callback {id} was repeated with other bytes or signature");
    }

    private static byte[] HexOrNothing(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
