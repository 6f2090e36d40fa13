namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What bills have to pay out is in one of three places: with their customers and the network, in the book of payouts
/// until another destination is told, or the line's credit.
/// </summary>
internal static class PayoutAudit
{
    /// <summary>What is wrong at rest with a bill whose payout was asked for.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="posted">The lines of any book that refer to it.</param>
    /// <param name="books">Every book.</param>
    public static IEnumerable<string> Problems(
        StoredRow bill, IReadOnlyList<StoredRow> posted, IReadOnlyList<StoredBook> books)
    {
        var (id, attempts) = (bill.Text("id"), bill.Integer("payout_attempt"));
        var payments = Enumerable.Range(1, (int)attempts).Select(n => $"{PayoutSteps.PaymentOf(id, n)}").ToHashSet();
        var sends = books.SelectMany(book => book.Rows("payment").Concat(book.Rows("chain-send")))
            .Where(row => payments.Contains(row.Part(1))).ToList();
        var paid = sends.Where(row => row.Text("state") is "Succeeded" or "Sent").ToList();
        if (paid.Count != (bill.Text("status") == "Paid" && Sum("fund-payout") > 0 ? 1 : 0))
        {
            yield return $"bill {id} is {bill.Text("status")}, and was paid out {paid.Count} times";
        }

        var cost = paid.Sum(row => row.Integer("amount_msat")
            + row.Integer(row.Is("payment") ? "fee_paid_msat" : "fee_msat"));
        var left = Sum("fund-payout") - cost - Sum("return-payout");
        if (left != (bill.Text("status") == "Paid" ? 0 : bill.Integer("settling_pool_msat")))
        {
            yield return $"bill {id}: of what was to be paid out, {left} msat are nowhere";
        }

        if (Sum("return-payout") != Sum("credit-payout"))
        {
            yield return $"bill {id}: what its payout did not cost is not the line's credit";
        }

        if (Sum("fund-payout") > Math.Max(0, BillSteps.NetMsat(bill)))
        {
            yield return $"bill {id} had more to pay out than was owed";
        }

        long Sum(string movement) => posted.Where(line => line.Text("movement") == movement)
            .Sum(line => BookAudit.Transfers(line).Sum(transfer => transfer.AmountMsat));
    }
}
