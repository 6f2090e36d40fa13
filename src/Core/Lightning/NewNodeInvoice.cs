using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>What a node is asked to issue.</summary>
/// <param name="Preimage">Ours; its hash names the invoice.</param>
/// <param name="Amount">What must be paid; null lets the payer choose.</param>
/// <param name="Memo">Readable by every payer; at most 639 bytes of UTF-8 (BOLT 11 field <c>d</c>).</param>
/// <param name="Expiry">Whole seconds, above zero, at most one year.</param>
public sealed record NewNodeInvoice(PaymentPreimage Preimage, Msat? Amount, string Memo, TimeSpan Expiry);
