using System.Text.Json;
using System.Text.RegularExpressions;
using Fulgurite.App;
using Fulgurite.App.Host;
using Fulgurite.Contracts.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fulgurite.Contracts.Functions;

/// <summary>
/// What the package declares and what the server serves fit together: in Azure a path without a function's route is
/// unreachable, and a route without a path is a promise.
/// </summary>
public sealed partial class DeclaredRoutesTests
{
    [Fact]
    public async Task Every_path_lies_under_a_function_s_route_and_every_route_leads_somewhere()
    {
        var prefixes = FunctionCatalog.Http.Select(PrefixOf).ToList();
        var paths = await PathsOfTheServer();

        Assert.All(paths, path => Assert.Contains(prefixes, prefix => IsUnder(path, prefix)));
        Assert.All(prefixes, prefix => Assert.Contains(paths, path => IsUnder(path, prefix)));
    }

    [Fact]
    public void Every_setting_that_is_read_is_in_the_sample_and_the_other_way_round()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "local.settings.sample.json")));
        var offered = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name)
            .Where(IsOurs).Order();
        var read = new SortedSet<string>(StringComparer.Ordinal);
        Settings.Read(name =>
        {
            read.Add(name);
            return Plausible(name);
        });

        Assert.Equal(read.Where(IsOurs), offered);
    }

    // What only a local run maps needs no function, and the triggers are posted to by the host itself.
    private static async Task<List<string>> PathsOfTheServer()
    {
        await using var product = await SandboxProduct.Start();
        return
        [
            .. product.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
                .Where(path => path != "/" && !path.StartsWith("/sandbox/", StringComparison.Ordinal))
                .Where(path => !FunctionCatalog.Triggered.Contains(path[1..])),
        ];
    }

    private static string PrefixOf(string function)
    {
        var source = Path.Combine(Root(), "src", "App");
        var file = Directory.EnumerateFiles(source, "function.json", SearchOption.AllDirectories)
            .Single(found => Path.GetFileName(Path.GetDirectoryName(found)) == function && !IsOutput(found));
        using var declaration = JsonDocument.Parse(File.ReadAllText(file));
        var route = declaration.RootElement.GetProperty("bindings")[0].GetProperty("route").GetString()!;
        return "/" + CatchAll().Replace(route, "");
    }

    private static bool IsOutput(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj");

    private static bool IsUnder(string path, string prefix) =>
        path == prefix || path.StartsWith(prefix + "/", StringComparison.Ordinal);

    private static bool IsOurs(string setting) => setting.StartsWith("FULGURITE_", StringComparison.Ordinal);

    private static string? Plausible(string setting) => setting switch
    {
        "FULGURITE_TABLES_URI" or "FULGURITE_VAULT_URI" => "https://example.net",
        "ServiceBus__fullyQualifiedNamespace" or "FULGURITE_LND_ADDRESS" => "example.net",
        _ => null,
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Functions.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"/\{\*path\}$")]
    private static partial Regex CatchAll();
}
