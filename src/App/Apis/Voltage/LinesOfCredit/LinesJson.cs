using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(VoltageTime)])]
[JsonSerializable(typeof(LineBody))]
[JsonSerializable(typeof(IReadOnlyList<LineBody>))]
[JsonSerializable(typeof(FullLineBody))]
[JsonSerializable(typeof(IReadOnlyList<FullLineBody>))]
[JsonSerializable(typeof(NewLineBody))]
[JsonSerializable(typeof(LinePatchBody))]
[JsonSerializable(typeof(SandboxLineBody))]
internal sealed partial class LinesJson : JsonSerializerContext;
