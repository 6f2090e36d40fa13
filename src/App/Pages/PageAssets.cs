using System.Security.Cryptography;

namespace Fulgurite.App.Pages;

/// <summary>
/// The assets of all pages, embedded in the executable. They live under <c>/pay/assets/</c> because the Functions
/// package serves routed prefixes only, and <c>/pay</c> is the prefix of the pages.
/// </summary>
internal static class PageAssets
{
    /// <summary>The route of an asset; <c>name</c> is <c>stem.hash.extension</c>.</summary>
    public const string Route = "/pay/assets/{name}";

    public static readonly PageAsset Style = Load("page.css", "text/css; charset=utf-8");
    public static readonly PageAsset Icon = Load("icon.svg", "image/svg+xml");
    public static readonly PageAsset PageScript = Load("page.js", "text/javascript; charset=utf-8");
    public static readonly PageAsset DepositScript = Load("deposit.js", "text/javascript; charset=utf-8");
    public static readonly PageAsset InboxScript = Load("inbox.js", "text/javascript; charset=utf-8");

    private static readonly PageAsset[] All = [Style, Icon, PageScript, DepositScript, InboxScript];

    /// <summary>
    /// Sends an asset. A hash of another version gets today's content uncached, because during a deployment the page
    /// may come from one instance and its assets from another.
    /// </summary>
    public static Task Serve(HttpContext context)
    {
        var name = context.Request.RouteValues["name"] as string ?? string.Empty;
        var asset = All.FirstOrDefault(candidate => candidate.Name == WithoutHash(name));
        if (asset is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var isThisVersion = asset.Path.EndsWith("/" + name, StringComparison.Ordinal);
        var response = context.Response;
        PageHeaders.ApplyToAsset(response, mayBeKept: isThisVersion);
        response.ContentType = asset.ContentType;
        response.ContentLength = asset.Content.Length;
        return response.Body.WriteAsync(asset.Content, context.RequestAborted).AsTask();
    }

    private static string WithoutHash(string name) =>
        name.Split('.') is [var stem, _, var extension] ? $"{stem}.{extension}" : string.Empty;

    private static PageAsset Load(string name, string contentType)
    {
        using var resource = typeof(PageAssets).Assembly.GetManifestResourceStream("pages/" + name)
            ?? throw new InvalidOperationException($"The asset {name} is not embedded.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        var path = $"/pay/assets/{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}";
        return new PageAsset(name, path, contentType, content);
    }
}
