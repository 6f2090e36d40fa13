using Fulgurite.Lightning;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Health;

/// <summary>
/// <c>GET /health</c>: whether this instance can do its work, found out by doing a little of it. Costs one storage read
/// and one node request at most every two seconds, however often it is asked. 200 when all is well, else 503.
/// </summary>
internal sealed class HealthEndpoints(EngineSource source, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly RowKey ProbeKey = new("health", "probe");

    private readonly Lock gate = new();
    private Task<HealthBody>? latest;
    private long askedAt;

    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health", Answer);
        endpoints.MapGet("/health/ready", Answer);
        endpoints.MapGet("/health/live", context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("ok");
        });
    }

    private async Task Answer(HttpContext context)
    {
        var body = await Latest().WaitAsync(context.RequestAborted);
        context.Response.StatusCode = body.Status == "ok"
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(body, HealthJson.Default.HealthBody);
    }

    private Task<HealthBody> Latest()
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && clock.GetElapsedTime(askedAt) > Freshness))
            {
                askedAt = clock.GetTimestamp();
                latest = Check();
            }

            return latest;
        }
    }

    private async Task<HealthBody> Check()
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        var storage = CheckOne(
            engine => engine.Ports.Tables.Get(Access.Registry.Table, ProbeKey, patience.Token), patience);
        var node = CheckOne(engine => engine.Ports.Node.GetInfo(patience.Token), patience);
        await Task.WhenAll(storage, node);
        var isWell = storage.Result == "ok" && node.Result == "ok";
        return new HealthBody(isWell ? "ok" : "unavailable", storage.Result, node.Result);
    }

    private async Task<string> CheckOne(Func<Engine, Task> work, CancellationTokenSource patience)
    {
        try
        {
            await work(await source.Get(patience.Token));
            return "ok";
        }
        catch (OperationCanceledException)
        {
            return "slow";
        }
        catch (StorageUnavailableException)
        {
            return "unavailable";
        }
        catch (NodeUnavailableException)
        {
            return "unavailable";
        }
        catch (NodeRefusedException)
        {
            return "refused";
        }
        catch (SecretsUnavailableException)
        {
            return "no secrets";
        }
    }
}
