using System.Text.RegularExpressions;
using Fulgurite.App.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>The document and the routes that the server maps name the same operations.</summary>
public sealed partial class OpenApiRoutesTests
{
    // Mapped and not described, each with the reason.
    private static readonly Dictionary<string, string> Undocumented = new()
    {
        ["ANY /api/v2/{}"] = "refuses what is not an address; the tag's description tells how",
        ["ANY /v1/{}"] = "the same for the native surface",
        ["GET /pay/assets/{}"] = "style and scripts of our own pages: their names change with their content",
        ["GET /"] = "the sandbox's home, a page for people",
        ["GET /sandbox/inbox"] = "the sandbox's inbox, a page for people",
    };

    [Fact]
    public async Task Every_route_is_documented_and_every_documented_operation_has_a_route()
    {
        await using var product = await SandboxProduct.Start();
        var sources = product.Server.Services.GetRequiredService<EndpointDataSource>();
        var routes = sources.Endpoints.OfType<RouteEndpoint>().SelectMany(OperationsOf).ToHashSet();
        var documented = OpenApiText.Operations(OpenApiText.Read()).Select(o => Unnamed(o.Key)).ToHashSet();
        routes.ExceptWith(FunctionCatalog.Triggered.SelectMany(f => new[] { $"POST /{f}", $"ANY /{f}" }));

        // HEAD is GET without the body, and a route of every method refuses those that are not documented beside it.
        var beside = documented.Select(operation => "ANY " + operation.Split(' ')[1]).ToHashSet();
        var open = routes.Where(r => !r.StartsWith("HEAD ", StringComparison.Ordinal)).Except(beside).ToList();

        Assert.Equal(open.Except(documented).Order(), Undocumented.Keys.Order());
        Assert.Empty(documented.Except(open));
        Assert.All(routes.Where(r => r.StartsWith("HEAD ", StringComparison.Ordinal)), head =>
            Assert.Contains("GET" + head["HEAD".Length..], routes));
    }

    private static IEnumerable<string> OperationsOf(RouteEndpoint endpoint)
    {
        var path = Unnamed("/" + endpoint.RoutePattern.RawText!.TrimStart('/'));
        return endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods
            ? methods.Select(method => $"{method} {path}")
            : [$"ANY {path}"];
    }

    // Parameters have other names inside than outside.
    private static string Unnamed(string path) => Parameter().Replace(path, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
