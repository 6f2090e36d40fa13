using System.Buffers;
using System.Net;
using Fulgurite.App.Apis.Voltage.Statements;
using Fulgurite.App.Host;
using Fulgurite.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulgurite.Contracts.Statements;

public sealed class StreamedBodyTests
{
    [Fact]
    public async Task A_body_that_storage_fails_half_way_is_cut_off_and_not_ended()
    {
        await using var server = await Serve(chunks: 8, fails: true);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(server.Urls.First(), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task One_that_fails_before_it_has_begun_is_unavailable()
    {
        await using var server = await Serve(chunks: 0, fails: true);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(server.Urls.First());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task One_that_does_not_fail_is_whole()
    {
        await using var server = await Serve(chunks: 8, fails: false);
        using var client = new HttpClient();
        Assert.Equal(8 * 40_000, (await client.GetStringAsync(server.Urls.First())).Length);
    }

    // Each chunk is more than is held back.
    private static async Task<WebApplication> Serve(int chunks, bool fails)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.UseFailingWorld();
        server.Run(context => StreamedBody.Of(NullLogger.Instance, "text/plain", "x.txt", async (_, body) =>
        {
            for (var i = 0; i < chunks; i++)
            {
                body.Write(new byte[40_000]);
                await body.SendSome(CancellationToken.None);
            }

            if (fails)
            {
                throw new StorageUnavailableException("unplugged");
            }
        }).Write(context));
        await server.StartAsync();
        return server;
    }
}
