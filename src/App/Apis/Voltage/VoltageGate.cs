using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Lets a call through to its handler only with a key that opens the organization and environment in its path and has
/// the permission, and translates a failing world once for all handlers. A key is taken from <c>X-Api-Key</c> or, as
/// a bearer token, from <c>Authorization</c>; where both are sent the bearer token counts.
/// </summary>
internal sealed class VoltageGate(EngineSource source)
{
    private const string KeyHeader = "X-Api-Key";
    private const string BearerPrefix = "Bearer ";
    private const int KeyLengthMax = 200;

    /// <summary>A request delegate around a handler.</summary>
    public RequestDelegate Guard(Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler) =>
        async context => await (await Answer(context, permission, handler)).Write(context);

    private async Task<VoltageAnswer> Answer(
        HttpContext context, Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler)
    {
        try
        {
            var presented = KeyOf(context.Request.Headers);
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

            return IsOpenedBy(key, context) && key.Allows(permission)
                ? await handler(new VoltageCall(context, engine, key))
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

    private static string KeyOf(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? authorization[BearerPrefix.Length..].Trim()
            : headers[KeyHeader].ToString();
    }

    private static bool IsOpenedBy(ApiKey key, HttpContext context)
    {
        var path = context.Request.RouteValues;
        return OrganizationId.TryParse(path["organization"] as string, out var organization)
            && organization == key.Organization
            && (!path.TryGetValue("environment", out var text)
                || (EnvironmentId.TryParse(text as string, out var environment) && environment == key.Environment));
    }
}
