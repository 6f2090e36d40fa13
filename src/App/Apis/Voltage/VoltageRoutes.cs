using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>Adds endpoints behind the gate: none can be added without saying what it asks of a key.</summary>
internal sealed class VoltageRoutes(IEndpointRouteBuilder endpoints, VoltageGate gate)
{
    /// <summary>The path of all organizations: the operator's alone.</summary>
    public const string Organizations = "/v1/organizations";

    /// <summary>The path of whatever belongs to an organization; lists show what is the key's environment's.</summary>
    public const string Organization = Organizations + "/{organization}";

    /// <summary>The path of whatever belongs to an environment.</summary>
    public const string Environment = Organization + "/environments/{environment}";

    /// <summary>Adds an endpoint.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Begins with one of the constants above.</param>
    /// <param name="permission">What the key must have.</param>
    /// <param name="handler">Runs for a call that passed the gate.</param>
    public void Map(
        string method, string path, Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler) =>
        endpoints.MapMethods(path, [method], gate.Guard(permission, handler))
            .WithMetadata(new RequiredPermission(permission));

    /// <summary>Adds a GET.</summary>
    public void Get(string path, Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler) =>
        Map(HttpMethods.Get, path, permission, handler);

    /// <summary>Adds a POST.</summary>
    public void Post(string path, Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler) =>
        Map(HttpMethods.Post, path, permission, handler);

    /// <summary>Adds a PUT.</summary>
    public void Put(string path, Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler) =>
        Map(HttpMethods.Put, path, permission, handler);

    /// <summary>Adds a PATCH.</summary>
    public void Patch(string path, Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler) =>
        Map(HttpMethods.Patch, path, permission, handler);

    /// <summary>Adds a DELETE.</summary>
    public void Delete(string path, Permission permission, Func<VoltageCall, Task<VoltageAnswer>> handler) =>
        Map(HttpMethods.Delete, path, permission, handler);
}
