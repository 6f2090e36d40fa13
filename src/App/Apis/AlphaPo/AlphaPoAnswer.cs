namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>A response: status and JSON.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">The JSON, complete.</param>
internal sealed record AlphaPoAnswer(int StatusCode, byte[] Body)
{
    /// <summary>The methods that would be allowed; sent with 405 only.</summary>
    public string? Allow { get; init; }

    /// <summary>Wraps what <paramref name="writeData"/> writes in the contract's <c>{"data": …}</c>.</summary>
    public static AlphaPoAnswer WithData(int statusCode, Action<PhpJsonWriter> writeData)
    {
        var writer = new PhpJsonWriter();
        writer.StartObject();
        writer.Name("data");
        writeData(writer);
        writer.EndObject();
        return new AlphaPoAnswer(statusCode, writer.ToBytes());
    }

    /// <summary>Sends it. Answers hold balances and payment requests, so no cache may keep them.</summary>
    public async Task Send(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCode;
        response.ContentType = "application/json";
        response.ContentLength = Body.Length;
        response.Headers.CacheControl = "no-store";
        if (Allow is not null)
        {
            response.Headers.Allow = Allow;
        }

        await response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
