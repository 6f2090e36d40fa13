using System.Text.Json.Nodes;
using Fulgurite.App.Apis.OpenApi;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>The document that is part of the executable.</summary>
internal static class OpenApiText
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

    /// <summary>A fresh copy of it.</summary>
    public static JsonObject Read() => OpenApiDocument.Read();

    /// <summary>Every operation as <c>GET /path</c>, with its description.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from member in path.Value!.AsObject()
        where Methods.Contains(member.Key)
        select KeyValuePair.Create($"{member.Key.ToUpperInvariant()} {path.Key}", member.Value!.AsObject());

    /// <summary>Every documented response as <c>GET /path 200</c>.</summary>
    public static IEnumerable<string> Responses(JsonObject document) =>
        from operation in Operations(document)
        from response in operation.Value["responses"]!.AsObject()
        select $"{operation.Key} {response.Key}";
}
