using System.Text;
using Fulgurite.Storage;

namespace Fulgurite.Worlds.Rest;

/// <summary>
/// Answers to entity group transactions: 202 either way, with a part for each write, or with the one that failed.
/// </summary>
internal static class BatchWords
{
    private const string Outer = "batchresponse_7b4d7f6c-1f0a-4d55-9a29-6c1ad4f10b0e";
    private const string Inner = "changesetresponse_0d3d6b3b-3b60-4b7c-8e6d-5f4f1d3f2a11";

    private static readonly IReadOnlyList<(string, string)> Headers =
        [("Content-Type", $"multipart/mixed; boundary={Outer}")];

    /// <summary>Every write is stored.</summary>
    public static TableAnswer Stored(IReadOnlyList<ETag> versions)
    {
        var text = Begun();
        foreach (var version in versions)
        {
            Part(text, "204 No Content").Append("DataServiceVersion: 1.0;\r\n");
            text.Append(version.Value.Length > 0 ? $"ETag: {version.Value}\r\n" : "").Append("\r\n\r\n");
        }

        return Ended(text);
    }

    /// <summary>None is, for one of them.</summary>
    public static TableAnswer Failed(TableAnswer error)
    {
        var text = Part(Begun(), $"{error.Status} {error.Status switch
        {
            404 => "Not Found",
            409 => "Conflict",
            412 => "Precondition Failed",
            503 => "Service Unavailable",
            _ => "Internal Server Error",
        }}");
        text.Append("DataServiceVersion: 3.0;\r\n")
            .Append("Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8\r\n\r\n")
            .Append(error.Body).Append("\r\n");
        return Ended(text) with { Told = error.Told };
    }

    private static StringBuilder Begun() =>
        new StringBuilder("--" + Outer + "\r\nContent-Type: multipart/mixed; boundary=" + Inner + "\r\n\r\n", 1024);

    private static StringBuilder Part(StringBuilder text, string status) => text
        .Append("--" + Inner + "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
        .Append("HTTP/1.1 ").Append(status)
        .Append("\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\n");

    private static TableAnswer Ended(StringBuilder text) =>
        new(202, text.Append("--" + Inner + "--\r\n--" + Outer + "--\r\n").ToString(), Headers);
}
