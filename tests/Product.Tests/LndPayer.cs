using System.Net;
using Fulgurite.Lightning;

namespace Fulgurite.Product;

/// <summary>Pays the invoices of a stand-in for LND, for whoever runs a command.</summary>
internal sealed class LndPayer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly LndStandIn node;
    private readonly string url = $"http://127.0.0.1:{Executable.FreePort()}/";

    public LndPayer(LndStandIn node)
    {
        this.node = node;
        listener.Prefixes.Add(url);
        listener.Start();
        _ = Serve();
    }

    /// <summary>Ends with 0 once the invoice is paid.</summary>
    public string Command => $"curl -sf '{url}{{payment_request}}' >/dev/null";

    public void Dispose() => listener.Close();

    // One at a time: the stand-in answers in order.
    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                var isRead = Bolt11Invoice.TryDecode(context.Request.Url!.AbsolutePath[1..], out var invoice, out _);
                Assert.True(isRead);
                await node.Settle(invoice!.PaymentHash.ToString());
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
