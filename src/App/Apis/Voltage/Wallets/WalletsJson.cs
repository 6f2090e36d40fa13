using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Wallets;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(VoltageTime)])]
[JsonSerializable(typeof(NewWalletBody))]
[JsonSerializable(typeof(WalletPatchBody))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(WalletBody))]
[JsonSerializable(typeof(IReadOnlyList<WalletBody>))]
[JsonSerializable(typeof(LedgerBody))]
internal sealed partial class WalletsJson : JsonSerializerContext;
