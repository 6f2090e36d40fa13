using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;

namespace Fulgurite.Invoices;

/// <summary>
/// A node's word that an invoice is paid: what the <c>lnd-events</c> queue carries.
/// </summary>
/// <param name="Node">Whose word.</param>
/// <param name="SettleIndex">Its place in the node's order; 0 when learned by lookup.</param>
/// <param name="Hash">Which invoice.</param>
/// <param name="AmountPaid">What arrived; more than zero.</param>
/// <param name="SettledAt">The node's time, whole seconds.</param>
public sealed record Settlement(
    NodePublicKey Node, ulong SettleIndex, PaymentHash Hash, Msat AmountPaid, DateTimeOffset SettledAt)
{
    /// <summary>The last second of the year 9999 in Unix time: later instants do not exist here.</summary>
    private const long LastSecond = 253_402_300_799;

    /// <summary>
    /// The line whose own node says so; null for the operator's. By where we asked, and not by what it says of itself.
    /// </summary>
    public LineOfCreditId? Line { get; init; }

    /// <summary>Duplicate detection's key: the same settlement, published twice, is one message.</summary>
    public string MessageId => $"{Node.Hex[..16]}:{Hash}:settled";

    /// <summary>From a settled invoice of a node.</summary>
    public static Settlement Of(NodePublicKey node, NodeInvoice invoice)
    {
        Invariant.Holds(invoice.State == NodeInvoiceState.Settled, "a settlement is about a settled invoice");
        Invariant.Holds(invoice.SettledAt is not null, "a settled invoice has a time of settlement");
        return new Settlement(node, invoice.SettleIndex, invoice.Hash, invoice.AmountPaid, invoice.SettledAt.Value);
    }

    /// <summary>The message's payload.</summary>
    public byte[] ToPayload() => new FlatText()
        .With("node", Node.Hex)
        .With("settle_index", SettleIndex.ToString(CultureInfo.InvariantCulture))
        .With("payment_hash", Hash.ToString())
        .With("amount_paid_msat", AmountPaid.ToString())
        .With("settled_at", SettledAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
        .With("line", Line?.ToString())
        .ToBytes();

    /// <summary>The settlement of a payload; null when it is not one.</summary>
    public static Settlement? Parse(ReadOnlySpan<byte> payload) =>
        FlatText.Parse(payload) is { } flat
        && NodePublicKey.TryParse(flat.Find("node"), out var node)
        && ulong.TryParse(flat.Find("settle_index"), CultureInfo.InvariantCulture, out var index)
        && PaymentHash.TryParse(flat.Find("payment_hash"), out var hash)
        && long.TryParse(flat.Find("amount_paid_msat"), CultureInfo.InvariantCulture, out var amount)
        && amount > 0 && amount <= Msat.MaxValue.Value
        && long.TryParse(flat.Find("settled_at"), CultureInfo.InvariantCulture, out var at)
        && at is >= 0 and <= LastSecond
            ? new Settlement(node, index, hash, new Msat(amount), DateTimeOffset.FromUnixTimeSeconds(at))
            {
                Line = LineOfCreditId.TryParse(flat.Find("line"), out var line) ? line : null,
            }
            : null;
}
