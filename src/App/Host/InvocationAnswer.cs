namespace Fulgurite.App.Host;

/// <summary>
/// The two answers that the host gets: 2xx with a JSON object, and 500 with one. Outputs stay empty because all effects
/// are committed by our own clients before the answer. The texts are constant: nothing that a handler knew can leave.
/// </summary>
internal static class InvocationAnswer
{
    private static readonly byte[] Done = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    private static readonly byte[] NotDone =
        """{"Outputs":{},"Logs":["The invocation failed; the handler's log tells why."],"ReturnValue":null}"""u8
            .ToArray();

    /// <summary>The work is done.</summary>
    public static Task Success(HttpResponse response) => Write(response, StatusCodes.Status200OK, Done);

    /// <summary>The work is not done, or not known to be.</summary>
    public static Task Failure(HttpResponse response) =>
        Write(response, StatusCodes.Status500InternalServerError, NotDone);

    private static Task Write(HttpResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }
}
