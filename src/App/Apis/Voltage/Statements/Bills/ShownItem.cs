using Fulgurite.Billing;
using Fulgurite.Cycles;

namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>A wallet on a bill, and its book at both ends of the cycle.</summary>
/// <param name="Item">What the bill says.</param>
/// <param name="WalletName">What the wallet is called.</param>
/// <param name="Start">Its book as the cycle began.</param>
/// <param name="End">Its book as the cycle ended.</param>
internal sealed record ShownItem(BillItem Item, string WalletName, CycleOpening Start, CycleOpening End)
{
    /// <summary>Whether the book gives the same amounts again.</summary>
    public bool IsProvenUnder(BillingTerms terms) =>
        BillItem.Of(Start, End, terms) with { Carried = Item.Carried } == Item;
}
