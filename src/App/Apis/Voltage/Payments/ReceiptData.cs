using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What is particular to the means by which something arrived or left.</summary>
[JsonDerivedType(typeof(LightningReceipt))]
[JsonDerivedType(typeof(ShortcircuitReceipt))]
internal abstract record ReceiptData;
