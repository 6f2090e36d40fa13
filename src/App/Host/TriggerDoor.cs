using System.Net;

namespace Fulgurite.App.Host;

/// <summary>
/// Tells the Functions host's own posts from everything else. A trigger endpoint that the outside can reach would let
/// anyone start a job; messages are protected by their seal besides.
/// </summary>
internal static class TriggerDoor
{
    /// <summary>
    /// The connection came over loopback to this port, and the request is addressed to loopback. In Azure the port also
    /// carries proxied HTTP, which keeps the outside's <c>Host</c> header; locally it is a port of its own.
    /// </summary>
    public static Func<HttpContext, bool> OnLoopbackPort(int port) => context =>
        context.Connection.LocalPort == port
        && context.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)
        && IPAddress.TryParse(context.Request.Host.Host, out var addressed) && IPAddress.IsLoopback(addressed);
}
