using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Something that arrived, by any means.</summary>
[JsonDerivedType(typeof(ReceiptBody))]
[JsonDerivedType(typeof(OnChainReceiptBody))]
internal abstract record PaymentReceipt;
