using System.Net;
using System.Net.NetworkInformation;

namespace Fulgurite.Sandbox.Azurite;

/// <summary>Looks at a port.</summary>
internal static class AzuriteProbe
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>True when anything listens there.</summary>
    public static bool IsInUse(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
        .Any(e => e.Port == port && (e.Address.Equals(IPAddress.Loopback) || e.Address.Equals(IPAddress.Any)
            || e.Address.Equals(IPAddress.IPv6Any)));

    /// <summary>True when Azurite's table service answers there.</summary>
    public static async Task<bool> Answers(int port, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = AnswerWithin };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/");
        request.Headers.ConnectionClose = true;
        try
        {
            using var response = await client.SendAsync(request, cancel);
            return response.Headers.Server.ToString().StartsWith("Azurite-Table", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
