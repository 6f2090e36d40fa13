using System.Net;
using Fulgurite.Access;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Tells of calls that a known key was denied: a log line, and a record in its organization's audit log, beside the
/// answer and never in its way. A key that is denied again and again is told of once a second: it must not make us
/// write as fast as it can call.
/// </summary>
internal sealed class DeniedCalls(TimeProvider clock, ILogger log)
{
    private const int RecordsPerSecond = 1;
    private const int RecordsBurst = 60;

    private readonly TokenBuckets records = new(RecordsPerSecond, RecordsBurst, clock);

    /// <summary>Tells of one.</summary>
    public void Tell(Engine engine, ApiKey key, HttpContext context, IPAddress? address, string reason)
    {
        if (records.Take(key.Id.ToString()) is null)
        {
            var endpoint = EndpointOf(context);
            log.Denied(key.Id, key.Organization, endpoint, address, reason);
            var actor = new AuditActor(key.Organization, key.Environment, key.Id, address?.ToString());
            _ = Write(engine.Keys.Audit, actor, endpoint, reason);
        }
    }

    /// <summary>Tells that somebody is at a limit.</summary>
    public void TellLimited(string who, HttpContext context)
    {
        if (records.Take("limited " + who) is null)
        {
            log.Limited(who, EndpointOf(context));
        }
    }

    /// <summary>Method and path template of a request: what was called, without what was in it.</summary>
    public static string EndpointOf(HttpContext context) =>
        $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}";

    private async Task Write(AuditLog audit, AuditActor actor, string endpoint, string reason)
    {
        try
        {
            await audit.Add(actor, AuditAction.RequestDenied, endpoint, reason, CancellationToken.None);
        }
        catch (StorageUnavailableException failure)
        {
            log.NotAudited(failure.Message);
        }
    }
}
