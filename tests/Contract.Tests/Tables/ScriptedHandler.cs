using System.Net;
using System.Text;

namespace Fulgurite.Contracts.Tables;

/// <summary>Answers each request by the next step of a script, and keeps what was asked.</summary>
internal sealed class ScriptedHandler(params Func<HttpResponseMessage>[] steps) : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    public static HttpResponseMessage Answer(
        HttpStatusCode status, string body = "", string type = "application/json") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    /// <summary>A service error as the tables tell it: without an x-ms-error-code header.</summary>
    public static string Error(string code, string message = "text") =>
        "{\"odata.error\":{\"code\":\"" + code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"" + message
        + "\\nRequestId:1\"}}}";

    /// <summary>The answer to a batch: 202 around the parts.</summary>
    public static HttpResponseMessage BatchAnswer(params string[] parts)
    {
        var inner = parts.Select(p => "--changesetresponse_1\r\nContent-Type: application/http\r\n"
            + $"Content-Transfer-Encoding: binary\r\n\r\n{p}\r\n");
        var text = "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n"
            + $"{string.Concat(inner)}--changesetresponse_1--\r\n--batchresponse_1--\r\n";
        var answer = Answer(HttpStatusCode.Accepted, text);
        answer.Content.Headers.Remove("Content-Type");
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed; boundary=batchresponse_1");
        return answer;
    }

    public static string Part(string statusLine, string body = "", string etag = "")
    {
        var version = etag == "" ? "" : $"ETag: {etag}\r\n";
        return $"HTTP/1.1 {statusLine}\r\n{version}Content-Type: application/json\r\n\r\n{body}";
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancel);
        Requests.Add($"{request.Method} {request.RequestUri?.AbsoluteUri}\n{request.Headers}\n{body}");
        return steps[Math.Min(Requests.Count, steps.Length) - 1]();
    }
}
