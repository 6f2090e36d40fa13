using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(VoltageTime)])]
[JsonSerializable(typeof(PaymentInput))]
[JsonSerializable(typeof(PaymentBody))]
[JsonSerializable(typeof(PaymentPage))]
[JsonSerializable(typeof(PaymentHistory))]
[JsonSerializable(typeof(PaymentSummary))]
[JsonSerializable(typeof(WalletPaymentSummary))]
[JsonSerializable(typeof(DecodeInput))]
[JsonSerializable(typeof(DecodedBody))]
[JsonSerializable(typeof(EstimateInput))]
[JsonSerializable(typeof(EstimateBody))]
[JsonSerializable(typeof(ResolveInput))]
internal sealed partial class PaymentJson : JsonSerializerContext;
