using Fulgurite.Lightning;

namespace Fulgurite.Worlds.Audit;

/// <summary>The sum of money: what the books owe is what came in for us and did not go out.</summary>
internal static class HoldingsAudit
{
    private static readonly string[] Owed =
        ["balance_available_msat", "balance_held_msat", "balance_suspense_msat", "balance_processing_fees_msat"];

    /// <summary>What is held for payments of either kind that are not final, in each book.</summary>
    public static IEnumerable<string> Holds(StoredBook book)
    {
        var open = book.Rows("payment").Where(payment => payment.Text("state") is "Initiated" or "InFlight")
            .Concat(book.Rows("chain-send").Where(send => send.Text("state") is "Initiated" or "Signed"));
        var held = open.Sum(
            row => row.Integer("amount_msat") + row.Integer("fee_max_msat") + ProcessingFees.Of(row));
        if (book.Head.Integer("balance_held_msat") != held)
        {
            yield return $"wallet {book.Wallet} holds {book.Head.Integer("balance_held_msat")} msat, "
                + $"its open payments need {held}";
        }
    }

    /// <summary>At rest: the books' balances against the node's channels and the chain's coins.</summary>
    public static IEnumerable<string> AtRest(World world, IReadOnlyList<StoredBook> books)
    {
        var owed = books.Sum(book => Owed.Sum(book.Head.Integer));
        var received = world.Node.Settled.Where(settled => IsOurs(world, settled)).Sum(s => s.AmountPaid.Value);
        var sent = world.Payments.TriesOfOurs.Where(made => made.State == NodePaymentState.Succeeded)
            .Sum(made => made.AmountPaid.Value + made.FeePaid.Value);
        var onChain = world.Chain.Coins.Balance.Value - world.Chain.Coins.OwnMsat;
        if (owed != received - sent + onChain)
        {
            yield return $"the books owe {owed} msat, and there are {received - sent} msat in channels "
                + $"and {onChain} msat on chain";
        }
    }

    private static bool IsOurs(World world, NodeInvoice settled) =>
        world.Tables.Witness.Row("hashes", settled.Hash.ToString(), "invoice") is { } entry
        && world.Tables.Witness.Row("wallets", entry.Text("wallet"), $"invoice|{entry.Text("invoice")}") is not null;
}
