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

    /// <summary>Ends when the caller goes away.</summary>
    public CancellationToken Cancel => Context.RequestAborted;

    /// <summary>A value of the path.</summary>
    public string? Route(string name) => Context.Request.RouteValues[name] as string;
}
