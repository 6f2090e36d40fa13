namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Something that arrived or left.</summary>
/// <param name="Type">By what means: <c>lightning</c> or <c>shortcircuit</c>.</param>
/// <param name="Data">Its proof.</param>
internal sealed record ReceiptBody(string Type, ReceiptData Data) : PaymentReceipt;
