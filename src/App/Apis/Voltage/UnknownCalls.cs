using Microsoft.AspNetCore.Routing.Template;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Answers what no endpoint takes, in the API's own form and before any key is looked at: 405 with the methods that an
/// address does have (RFC 9110, section 15.5.6), and 404 where there is nothing. Which addresses there are is public.
/// </summary>
internal sealed class UnknownCalls(IEndpointRouteBuilder endpoints)
{
    /// <summary>The path of everything under the API's root.</summary>
    public const string Path = "/v1/{**path}";

    /// <summary>Writes the answer.</summary>
    public Task Answer(HttpContext context)
    {
        var methods = MethodsOf(context.Request.Path);
        if (methods.Count == 0)
        {
            return VoltageErrors.NotFound.Write(context);
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return VoltageErrors.MethodNotAllowed.Write(context);
    }

    private SortedSet<string> MethodsOf(PathString path) =>
    [
        .. from source in endpoints.DataSources
           from endpoint in source.Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<RequiredPermission>() is not null
           let template = new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary())
           where template.TryMatch(path, new RouteValueDictionary())
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select method,
    ];
}
