using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Bills;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(VoltageTime)])]
[JsonSerializable(typeof(BillBody))]
[JsonSerializable(typeof(BillPage))]
[JsonSerializable(typeof(BillSummaryBody))]
[JsonSerializable(typeof(PayoutInput))]
internal sealed partial class BillsJson : JsonSerializerContext;
