using System.Text;

namespace Fulgurite.App.Apis.OpenApi;

/// <summary>Serves the description of every public endpoint, OpenAPI 3.1.</summary>
internal static class OpenApiEndpoints
{
    private static readonly Lazy<byte[]> Document =
        new(() => Encoding.UTF8.GetBytes(OpenApiDocument.Read().ToJsonString()));

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/openapi/v1.json", Answer);

    private static async Task Answer(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=300";
        await context.Response.Body.WriteAsync(Document.Value, context.RequestAborted);
    }
}
