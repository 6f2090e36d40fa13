using System.Text.Json.Serialization;

namespace Fulgurite.App.Checkout;

/// <summary>The JSON that the checkout sends.</summary>
[JsonSerializable(typeof(DepositStatusDocument))]
internal sealed partial class CheckoutJson : JsonSerializerContext;
