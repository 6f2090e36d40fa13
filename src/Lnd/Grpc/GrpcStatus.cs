using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Fulgurite.Lnd.Grpc;

/// <summary>Reads how a call ended from the HTTP response that carried it.</summary>
internal static class GrpcStatus
{
    /// <summary>Fails for a response that is not gRPC: a proxy's error page, another server on the port.</summary>
    /// <exception cref="GrpcStatusException">The status that gRPC derives from the HTTP status.</exception>
    public static void RequireGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new GrpcStatusException(
                FromHttp(response.StatusCode), $"The server answered HTTP {(int)response.StatusCode}.");
        }

        var contentType = response.Content.Headers.ContentType?.MediaType ?? "";
        if (!contentType.StartsWith("application/grpc", StringComparison.Ordinal))
        {
            throw new GrpcStatusException(GrpcStatusCode.Unknown, "The server's answer is not gRPC.");
        }
    }

    /// <summary>
    /// Fails unless the call ended with status 0. Call it when the body has been read to its end, where the trailers
    /// are; an answer without a body has its status among the headers ("trailers-only").
    /// </summary>
    /// <exception cref="GrpcStatusException">The server's status, or Unknown when it sent none.</exception>
    public static void RequireOk(HttpResponseMessage response)
    {
        var fields = Find(response.TrailingHeaders, "grpc-status") is null
            ? response.Headers
            : response.TrailingHeaders;
        if (!int.TryParse(
            Find(fields, "grpc-status"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new GrpcStatusException(GrpcStatusCode.Unknown, "The answer ends without a status.");
        }

        // Any byte of grpc-message may be percent-encoded UTF-8; what is not valid encoding stays as it is.
        var text = Uri.UnescapeDataString(Find(fields, "grpc-message") ?? "");
        if (number != (int)GrpcStatusCode.Ok)
        {
            // A code that gRPC does not define counts as Unknown.
            var code = (GrpcStatusCode)number;
            throw new GrpcStatusException(Enum.IsDefined(code) ? code : GrpcStatusCode.Unknown, text);
        }
    }

    private static string? Find(HttpResponseHeaders fields, string name) =>
        fields.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    // gRPC http-grpc-status-mapping.md.
    private static GrpcStatusCode FromHttp(HttpStatusCode status) => (int)status switch
    {
        400 => GrpcStatusCode.Internal,
        401 => GrpcStatusCode.Unauthenticated,
        403 => GrpcStatusCode.PermissionDenied,
        404 => GrpcStatusCode.Unimplemented,
        429 or 502 or 503 or 504 => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };
}
