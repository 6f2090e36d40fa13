namespace Fulgurite.App.Pages;

/// <summary>The response headers that keep pages private, unframed and free of foreign code.</summary>
internal static class PageHeaders
{
    /// <summary>
    /// Nothing is allowed but our own files: no inline script or style, no foreign origin, no frame around the page.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Headers of a page or of its live data: never cached, because it tells the state of a payment.</summary>
    public static void ApplyToPage(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    /// <summary>Headers of an asset.</summary>
    /// <param name="response">The response to mark.</param>
    /// <param name="mayBeKept">True when the address names this very content.</param>
    public static void ApplyToAsset(HttpResponse response, bool mayBeKept)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = mayBeKept ? "public, max-age=31536000, immutable" : "no-store";
    }
}
