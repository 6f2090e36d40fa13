using System.Reflection;
using System.Text.Json.Nodes;
using Fulgurite.App.Apis.Voltage;

namespace Fulgurite.App.Apis.OpenApi;

/// <summary>
/// The description of every public endpoint, OpenAPI 3.1: <c>v1.json</c> with the tags, paths and components of each
/// slice's <c>v1.{slice}.json</c> beside it.
/// </summary>
internal static class OpenApiDocument
{
    private const string Whole = "openapi/v1.json";

    /// <summary>A fresh copy of it.</summary>
    public static JsonObject Read()
    {
        var assembly = typeof(OpenApiDocument).Assembly;
        var document = Read(assembly, Whole);
        var slices = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("openapi/", StringComparison.Ordinal) && name != Whole);
        foreach (var slice in slices.Order(StringComparer.Ordinal))
        {
            Add(Read(assembly, slice), document);
        }

        var native = document["paths"]!.AsObject().Where(path => path.Key.StartsWith("/v1/", StringComparison.Ordinal));
        foreach (var (path, operations) in native)
        {
            // A path also has parameters, which are no operation.
            foreach (var responses in operations!.AsObject()
                .Select(each => (each.Value as JsonObject)?["responses"]?.AsObject()).OfType<JsonObject>())
            {
                AddAnswersOfGate(document, path, responses);
            }
        }

        return document;
    }

    // What the gate answers before any endpoint is asked.
    private static void AddAnswersOfGate(JsonObject document, string path, JsonObject responses)
    {
        responses.Add("429", new JsonObject { ["$ref"] = "#/components/responses/NativeRateLimited" });
        if (PathIds.Names.FirstOrDefault(name => path.Contains($"{{{name}_id}}", StringComparison.Ordinal)) is not
            { } name)
        {
            return;
        }

        var refused = responses["400"]!;
        var isShared = refused["$ref"]?.GetValue<string>().Split('/')[^1];
        var own = (isShared is null ? refused : document["components"]!["responses"]![isShared]!).DeepClone();
        var detail = $"{name}_id: it must be a UUID.";
        own["content"]!["application/json"]!["examples"]!["invalid_id"] = new JsonObject
        {
            ["value"] = new JsonObject
            {
                ["message"] = detail,
                ["error"] = new JsonObject { ["type"] = "invalid_parameter", ["detail"] = detail },
            },
        };
        responses["400"] = own;
    }

    private static JsonObject Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name);
        Invariant.Holds(resource is not null, "the OpenAPI document is part of the executable");
        return JsonNode.Parse(resource)!.AsObject();
    }

    private static void Add(JsonObject part, JsonObject whole)
    {
        foreach (var tag in part["tags"]?.AsArray() ?? [])
        {
            whole["tags"]!.AsArray().Add(tag!.DeepClone());
        }

        AddMembers(part["paths"], whole["paths"]!);
        foreach (var (kind, components) in part["components"]?.AsObject() ?? [])
        {
            AddMembers(components, whole["components"]![kind]!);
        }
    }

    // A name that two slices use is a mistake, and Add refuses it.
    private static void AddMembers(JsonNode? from, JsonNode to)
    {
        foreach (var (name, value) in from?.AsObject() ?? [])
        {
            to.AsObject().Add(name, value!.DeepClone());
        }
    }
}
