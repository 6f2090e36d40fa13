using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VoltageError))]
[JsonSerializable(typeof(CallbackUrlBody))]
[JsonSerializable(typeof(CallbackPage))]
[JsonSerializable(typeof(CallbackBody))]
internal sealed partial class VoltageJson : JsonSerializerContext;
