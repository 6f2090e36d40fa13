using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>
/// What a bill's statement says of a wallet, in the order in which a bookkeeper adds it up: the first eight are the
/// wallet's book, from its starting to its ending balance; the others are the bill's.
/// </summary>
internal static class BillColumns
{
    /// <summary>How many of the columns are the wallet's book.</summary>
    public const int BookColumns = 8;

    /// <summary>Each with its name, its words, and its amount in msat; what leaves the wallet is below zero.</summary>
    public static readonly IReadOnlyList<(string Name, string Words, Func<BillItem, long> Of)> All =
    [
        ("starting_balance_msat", "Starting balance", item => item.StartingBalance.Value),
        ("received_msat", "Received", item => item.ReceivedVolume.Value),
        ("received_fees_msat", "Processing fees on what was received", item => -item.ReceivedProcessingFees.Value),
        ("sent_msat", "Sent", item => -item.SentVolume.Value),
        ("sent_fees_msat", "Processing fees on what was sent", item => -item.SentProcessingFees.Value),
        ("network_fees_msat", "Network fees", item => -item.NetworkFees.Value),
        ("settled_msat", "Settlements of earlier bills", item => item.Settled.Value),
        ("ending_balance_msat", "Ending balance", item => item.EndingBalance.Value),
        ("received_volume_fee_msat", "Volume fee on what was received", item => -item.ReceivedVolumeFee.Value),
        ("sent_volume_fee_msat", "Volume fee on what was sent", item => -item.SentVolumeFee.Value),
        ("carried_msat", "Carried over from the bill before", item => item.Carried.Value),
        ("own_node_msat", "Stays at the customer's own node", StaysOf),
        ("net_msat", "Adds to the bill", item => item.Net.Value),
    ];

    /// <summary>What the whole bill comes to, from its wallets to what is owed.</summary>
    public static IReadOnlyList<(string Name, string Words, long AmountMsat)> TotalsOf(Bill bill) =>
    [
        ("received_msat", "Received", bill.Totals.Moved.Received.Volume.Value),
        ("sent_msat", "Sent", -bill.Totals.Moved.Sent.Volume.Value),
        ("network_fees_msat", "Network fees", -bill.Totals.NetworkFees.Value),
        (
            "processing_fees_msat",
            "Processing fees",
            -(bill.Totals.Moved.Received.ProcessingFees + bill.Totals.Moved.Sent.ProcessingFees).Value),
        ("volume_fees_msat", "Volume fees", -bill.Totals.VolumeFees.Value),
        ("carried_msat", "Carried over from the bill before", bill.Totals.Carried.Value),
        ("own_node_msat", "Stays at the customer's own node", StaysOf(bill)),
        ("service_fee_msat", "Service fee", -bill.ServiceFee.Value),
        ("fees_carried_msat", "Fees of the bills before", -bill.FeesCarried.Value),
        ("net_msat", "Net: below zero the customer owes it", bill.Net.Value),
    ];

    /// <summary>Whether a column is shown to people: one about own nodes only where there is one.</summary>
    public static bool IsShown(string name, bool isFeesOnly) => isFeesOnly || name != "own_node_msat";

    // Above zero what was sent from there, below what was received there.
    private static long StaysOf(BillItem item) =>
        item.IsFeesOnly ? -(item.Own.Value + item.Carried.Value + item.FeesToCollect.Value) : 0;

    private static long StaysOf(Bill bill)
    {
        var totals = bill.Totals;
        return totals.IsFeesOnly
            ? totals.Sent.Value - totals.Received.Value - totals.Carried.Value - totals.FeesToCollect.Value
            : 0;
    }
}
