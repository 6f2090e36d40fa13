using System.Text.Json.Serialization;

namespace Fulgurite.App.Health;

/// <summary>How this instance is: <c>ok</c>, or what is not.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Storage">Whether the tables answer.</param>
/// <param name="Node">Whether the Lightning node answers.</param>
internal sealed record HealthBody(string Status, string Storage, string Node);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthBody))]
internal sealed partial class HealthJson : JsonSerializerContext;
