using System.Net;
using Fulgurite.Access;
using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>A call that passed the gate.</summary>
/// <param name="Context">The request.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Key">What opened it.</param>
internal sealed record VoltageCall(HttpContext Context, Engine Engine, ApiKey Key)
{
    /// <summary>Whose call it is.</summary>
    public OrganizationId Organization => Key.Organization;

    /// <summary>The one environment that the key opens.</summary>
    public EnvironmentId Environment => Key.Environment;

    /// <summary>Where it came from; null where that is not known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>For what operators should know of.</summary>
    public required ILogger Log { get; init; }

    /// <summary>Refuses what only the handler can know that the key must not do, and tells of it. Takes why.</summary>
    public required Func<string, VoltageAnswer> Deny { get; init; }

    /// <summary>Who calls, as the audit log tells it.</summary>
    public AuditActor Actor => new(Key.Organization, Key.Environment, Key.Id, Address?.ToString());

    /// <summary>Ends when the caller goes away.</summary>
    public CancellationToken Cancel => Context.RequestAborted;

    /// <summary>Tells operators of a privileged act that was done.</summary>
    public void Acted(string action, string subject) =>
        Log.Acted(action, subject, Key.Id, Key.Organization, Address?.ToString());

    /// <summary>A value of the path.</summary>
    public string? Route(string name) => Context.Request.RouteValues[name] as string;
}
