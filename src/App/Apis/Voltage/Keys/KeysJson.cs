using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Keys;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(VoltageTime)])]
[JsonSerializable(typeof(ApiKeyBody))]
[JsonSerializable(typeof(IReadOnlyList<ApiKeyBody>))]
[JsonSerializable(typeof(ApiKeyChange))]
internal sealed partial class KeysJson : JsonSerializerContext;
