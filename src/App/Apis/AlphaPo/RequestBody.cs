using System.Buffers;
using Fulgurite.Secrets;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>The body of a call: read whole, verified as bytes, and only then parsed.</summary>
internal static class RequestBody
{
    /// <summary>The most that is read, in bytes. The largest documented call is below two thousand.</summary>
    public const int LengthMax = 64 * 1024;

    /// <summary>The raw bytes, or null when there are more than <see cref="LengthMax"/>.</summary>
    public static async Task<byte[]?> Read(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > LengthMax)
        {
            return null;
        }

        var reader = request.BodyReader;
        var read = await reader.ReadAtLeastAsync(LengthMax + 1, cancel);
        var body = read.Buffer.Length > LengthMax ? null : read.Buffer.ToArray();
        reader.AdvanceTo(read.Buffer.End);
        return body;
    }

    /// <summary>
    /// Whether the signature covers the body. A GET without a body leaves open what to sign, and clients differ: the
    /// signatures of <c>{}</c> and <c>[]</c> count as well.
    /// </summary>
    public static bool IsSigned(HttpRequest request, byte[] body, SecretValue secret, string signature)
    {
        if (AlphaPoSignature.IsValid(secret, body, signature))
        {
            return true;
        }

        return IsGetWithoutBody(request, body)
            && (AlphaPoSignature.IsValid(secret, "{}"u8, signature)
                || AlphaPoSignature.IsValid(secret, "[]"u8, signature));
    }

    /// <summary>
    /// The fields of the body and, with GET, of the query; null when the body is not declared or not written as JSON.
    /// </summary>
    public static RequestFields? Parse(HttpRequest request, byte[] body)
    {
        var fields = new RequestFields();
        if (HttpMethods.IsGet(request.Method))
        {
            fields.AddQuery(request.Query);
        }

        if (IsGetWithoutBody(request, body))
        {
            return fields;
        }

        return IsDeclaredAsJson(request) && fields.TryAddJson(body) ? fields : null;
    }

    private static bool IsGetWithoutBody(HttpRequest request, byte[] body) =>
        body.Length == 0 && HttpMethods.IsGet(request.Method);

    // Contains, not equals: clients add a charset, and one in production sends the header's name inside its value.
    private static bool IsDeclaredAsJson(HttpRequest request) =>
        request.ContentType is { } type && type.Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
