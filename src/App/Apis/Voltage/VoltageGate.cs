using System.Net;
using System.Net.Sockets;
using Fulgurite.Access;
using Fulgurite.App.Host;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Lets a call through to its handler only with a key that opens the organization and environment in its path and has
/// the permission, and translates a failing world once for all handlers. A key is taken from <c>X-Api-Key</c> or, as
/// a bearer token, from <c>Authorization</c>; where both are sent the bearer token counts. In this order: key sent, its
/// address not at its limit of wrong keys, key known and neither expired nor revoked (one answer for the three, so that
/// it tells nothing), address allowed, key not at its limit of calls, path and permission, ids in the path.
/// </summary>
internal sealed class VoltageGate(EngineSource source, RequestLimits limits, TimeProvider clock, ILogger log)
{
    private const string KeyHeader = "X-Api-Key";
    private const string BearerPrefix = "Bearer ";
    private const int KeyLengthMax = 200;

    private readonly TokenBuckets calls = new(limits.RequestsPerSecond, limits.RequestsBurst, clock);
    private readonly TokenBuckets failures = new(limits.FailuresPerSecond, limits.FailuresBurst, clock);
    private readonly DeniedCalls denied = new(clock, log);

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
            var address = CallerAddress.Of(context);
            var (key, problem) = await Authenticate(engine, context, presented, address);
            problem ??= Refuse(engine, key!, context, address, permission);
            if (problem is not null)
            {
                return problem;
            }

            _ = engine.Keys.Uses.Note(key!);
            return await handler(new VoltageCall(context, engine, key!)
            {
                Address = address,
                Log = log,
                Deny = reason => Deny(engine, key!, context, address, reason),
            });
        }
        catch (StorageUnavailableException failure)
        {
            return Unavailable(context, failure);
        }
        catch (BusUnavailableException failure)
        {
            return Unavailable(context, failure);
        }
        catch (SecretsUnavailableException failure)
        {
            return Unavailable(context, failure);
        }
        catch (NodeUnavailableException failure)
        {
            return Unavailable(context, failure);
        }
        catch (NodeRefusedException failure)
        {
            return Unavailable(context, failure);
        }
    }

    private VoltageAnswer Unavailable(HttpContext context, Exception failure)
    {
        log.Unavailable(DeniedCalls.EndpointOf(context), failure.Message);
        return VoltageErrors.Unavailable;
    }

    // Exactly one of the two.
    private async Task<(ApiKey? Key, VoltageAnswer? Problem)> Authenticate(
        Engine engine, HttpContext context, string presented, IPAddress? address)
    {
        // An address that guesses is not heard, but for keys that it, or a neighbour of it, has used here before.
        var from = SourceOf(address);
        if (failures.Peek(from) is { } wait && !engine.Keys.Uses.Knows(ApiKeyHash.Of(presented)))
        {
            denied.TellLimited($"address {address}", context);
            return (null, VoltageErrors.RateLimited(wait));
        }

        var key = presented.Length <= KeyLengthMax
            ? await engine.Registry.FindApiKey(presented, context.RequestAborted)
            : null;
        if (key is not null && key.IsValid(clock.GetUtcNow()))
        {
            return (key, null);
        }

        _ = failures.Take(from);
        if (key is null)
        {
            log.UnknownKey(DeniedCalls.EndpointOf(context), address);
        }
        else
        {
            denied.Tell(engine, key, context, address, key.RevokedAt is null ? "expired" : "revoked");
        }

        return (null, VoltageErrors.WrongCredentials);
    }

    private VoltageAnswer? Refuse(
        Engine engine, ApiKey key, HttpContext context, IPAddress? address, Permission permission)
    {
        if (!key.AllowsFrom(address))
        {
            return Deny(engine, key, context, address, "address");
        }

        // After the address: whoever stole a key must not be able to use its calls up from elsewhere.
        if (calls.Take(key.Id.ToString()) is { } wait)
        {
            denied.TellLimited($"key {key.Id}", context);
            return VoltageErrors.RateLimited(wait);
        }

        return !IsOpenedBy(key, context) ? Deny(engine, key, context, address, "environment")
            : !key.Allows(permission) ? Deny(engine, key, context, address, "permission")
            : PathIds.ProblemWith(context.Request.RouteValues);
    }

    private VoltageAnswer Deny(Engine engine, ApiKey key, HttpContext context, IPAddress? address, string reason)
    {
        denied.Tell(engine, key, context, address, reason);
        return VoltageErrors.AccessRights;
    }

    private static string KeyOf(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? authorization[BearerPrefix.Length..].Trim()
            : headers[KeyHeader].ToString();
    }

    // A path without an organization is the deployment's, and opened by permission alone.
    private static bool IsOpenedBy(ApiKey key, HttpContext context)
    {
        var path = context.Request.RouteValues;
        return IsOrNone(path, "organization", key.Organization.Value)
            && IsOrNone(path, "environment", key.Environment.Value);
    }

    private static bool IsOrNone(RouteValueDictionary path, string name, Guid own) =>
        !path.TryGetValue(name, out var text)
        || (Guid.TryParseExact(text as string, "D", out var id) && id == own);

    // Whoever has one IPv6 address has the 2^64 of its network.
    private static string SourceOf(IPAddress? address) => address switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
