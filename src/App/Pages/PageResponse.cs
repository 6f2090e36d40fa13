using System.Text;

namespace Fulgurite.App.Pages;

/// <summary>Sends pages.</summary>
internal static class PageResponse
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a page that is read: GET, and HEAD for those who only ask whether it is there.</summary>
    public static void MapPage(this IEndpointRouteBuilder endpoints, string route, RequestDelegate show) =>
        endpoints.MapMethods(route, ReadMethods, show);

    /// <summary>Sends a document with the headers of a page.</summary>
    public static Task Send(HttpContext context, int statusCode, Html document)
    {
        var content = Encoding.UTF8.GetBytes(document.ToString());
        var response = context.Response;
        PageHeaders.ApplyToPage(response);
        response.StatusCode = statusCode;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = content.Length;
        return response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
