using System.Text.Json.Serialization;

namespace Fulgurite.App.Cli;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiFacts))]
internal sealed partial class CliJson : JsonSerializerContext;
