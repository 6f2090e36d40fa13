using System.Net;
using Fulgurite.App.Host;
using Microsoft.AspNetCore.Http;

namespace Fulgurite.Contracts.Access;

/// <summary>Whose word is taken for where a call came from.</summary>
public sealed class CallerAddressTests
{
    [Theory]
    [InlineData("198.51.100.7", "192.0.2.1", "198.51.100.7")]
    [InlineData("198.51.100.7", null, "198.51.100.7")]
    [InlineData("::ffff:198.51.100.7", "192.0.2.1", "198.51.100.7")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    [InlineData("127.0.0.1", "192.0.2.1", "192.0.2.1")]
    [InlineData("::1", "192.0.2.1:50123", "192.0.2.1")]
    [InlineData("127.0.0.1", "2001:db8::1", "2001:db8::1")]
    [InlineData("127.0.0.1", "[2001:db8::1]:50123", "2001:db8::1")]
    [InlineData("127.0.0.1", "::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("127.0.0.1", "203.0.113.9, 192.0.2.1:1", "192.0.2.1")]
    [InlineData("127.0.0.1", "203.0.113.9,nonsense", null)]
    [InlineData("127.0.0.1", "203.0.113.9,", null)]
    [InlineData(null, "192.0.2.1", null)]
    public void Is_whom_the_connection_or_the_platform_names(string? connection, string? forwarded, string? address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = connection is null ? null : IPAddress.Parse(connection);
        if (forwarded is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        Assert.Equal(address, CallerAddress.Of(context)?.ToString());
    }

    // The caller's own header is the first, the platform's the last.
    [Fact]
    public void Of_several_headers_the_last_counts()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers["X-Forwarded-For"] = new(["203.0.113.9", "192.0.2.1"]);
        Assert.Equal("192.0.2.1", CallerAddress.Of(context)?.ToString());
    }
}
