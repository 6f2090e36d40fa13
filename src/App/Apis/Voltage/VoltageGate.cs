using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Lets a call through to its handler only with a key that opens the environment in its path, and translates a failing
/// world once for all handlers.
/// </summary>
internal sealed class VoltageGate(EngineSource source)
{
    private const string KeyHeader = "X-Api-Key";
    private const int KeyLengthMax = 200;

    /// <summary>A request delegate around a handler.</summary>
    public RequestDelegate Guard(Func<VoltageCall, Task<VoltageAnswer>> handler) => async context =>
        await (await Answer(context, handler)).Write(context);

    private async Task<VoltageAnswer> Answer(HttpContext context, Func<VoltageCall, Task<VoltageAnswer>> handler)
    {
        try
        {
            var presented = context.Request.Headers[KeyHeader].ToString();
            if (presented.Length == 0)
            {
                return VoltageErrors.MissingCredentials;
            }

            var engine = await source.Get(context.RequestAborted);
            if (presented.Length > KeyLengthMax
                || await engine.Registry.FindApiKey(presented, context.RequestAborted) is not { } key)
            {
                return VoltageErrors.WrongCredentials;
            }

            return IsOpenedBy(key, context)
                ? await handler(new VoltageCall(context, engine, key.Environment))
                : VoltageErrors.AccessRights;
        }
        catch (StorageUnavailableException)
        {
            return VoltageErrors.Unavailable;
        }
        catch (BusUnavailableException)
        {
            return VoltageErrors.Unavailable;
        }
        catch (SecretsUnavailableException)
        {
            return VoltageErrors.Unavailable;
        }
    }

    private static bool IsOpenedBy(Access.ApiKey key, HttpContext context) =>
        OrganizationId.TryParse(context.Request.RouteValues["organization"] as string, out var organization)
        && EnvironmentId.TryParse(context.Request.RouteValues["environment"] as string, out var environment)
        && key.Organization == organization
        && key.Environment == environment;
}
