using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Holds the payments in the books against the node's own list of them, hash by hash: every success of a hash to which
/// a payment of ours has the right is captured once with its amount and fee, or still held for; every capture is a
/// success at the node; and nothing that was released is paid, or may yet be. Reads only; the product may be running.
/// </summary>
public sealed class VerifySends(ITableStore tables, INodeAccounts node)
{
    private const int LookupsMax = 32;
    private const int RoundsMax = 5;

    private readonly PaymentClaims claims = new(tables);

    /// <summary>
    /// Compares. Lists the node, with one storage transaction for each of its payments and another for each of ours.
    /// Where the books have sent more than the node, the hashes of its successes are kept in memory, and every payment
    /// in the books is read. What is found wrong is looked at again, and only what is found each time counts.
    /// </summary>
    /// <param name="wallets">Every wallet for which the node pays.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="NodeUnavailableException">Nothing is proved.</exception>
    /// <exception cref="NodeRefusedException">Nothing is proved.</exception>
    /// <exception cref="StorageUnavailableException">Nothing is proved.</exception>
    public async Task<SendsVerdict> Execute(IReadOnlyList<ListedWallet> wallets, CancellationToken cancel)
    {
        HashSet<Finding>? found = null;
        for (var rounds = 1; ; rounds++)
        {
            var before = await Ledger(wallets, cancel);
            var verdict = await List(wallets, before, null, cancel);
            var isStill = await Ledger(wallets, cancel) == before;
            if (verdict.Findings.Count == 0 && !verdict.IsEqual && isStill)
            {
                verdict = await Extra(wallets, before, cancel);
            }

            verdict = verdict with
            {
                Findings = [.. verdict.Findings.Where(finding => found?.Contains(finding) != false)],
            };
            if (verdict.IsProved || rounds == RoundsMax || (isStill && found is not null && verdict.Findings.Count > 0))
            {
                return verdict;
            }

            found = [.. verdict.Findings];
        }
    }

    private async Task<SendsVerdict> List(
        IReadOnlyList<ListedWallet> wallets,
        (long Out, long Fees) ledger,
        HashSet<PaymentHash>? successes,
        CancellationToken cancel)
    {
        var known = wallets.Select(listed => listed.Wallet).ToHashSet();
        var (succeeded, underWay) = (0L, 0L);
        (long Out, long Fees) sent = (0, 0);
        (long Out, long Fees) uncaptured = (0, 0);
        var findings = new List<Finding>();
        await foreach (var some in node.ListPayments(cancel).Chunk(LookupsMax).WithCancellation(cancel))
        {
            var compared = await Task.WhenAll(some.Select(atNode => Compare(atNode, known, cancel)));
            foreach (var (atNode, payment) in compared.OfType<SendComparison>().Where(ours => ours.IsOurs))
            {
                var comparison = new SendComparison(atNode, payment);
                underWay += atNode.State == NodePaymentState.InFlight ? 1 : 0;
                findings.AddRange(findings.Count < Condemned.FindingsMax && comparison.Finding is { } wrong
                    ? [wrong]
                    : []);
                if (atNode.State == NodePaymentState.Succeeded)
                {
                    succeeded++;
                    successes?.Add(atNode.Hash);
                    sent = Add(sent, atNode);
                    uncaptured = comparison.IsUncaptured ? Add(uncaptured, atNode) : uncaptured;
                }
            }
        }

        return new SendsVerdict(
            succeeded, underWay, ledger.Out, ledger.Fees, sent.Out, sent.Fees, uncaptured, findings);
    }

    private static (long Out, long Fees) Add((long Out, long Fees) sum, NodePayment paid) =>
        (sum.Out + paid.AmountPaid.Value, sum.Fees + paid.FeePaid.Value);

    // Null where no payment of ours has the right to the hash.
    private async Task<SendComparison?> Compare(
        NodePayment atNode, HashSet<WalletId> known, CancellationToken cancel) =>
        await claims.Find(atNode.Hash, cancel) is { } claim
        && known.Contains(claim.Wallet)
        && await tables.Get(WalletRows.Table, PaymentRows.Key(claim.Wallet, claim.Payment), cancel) is { } row
            ? new SendComparison(atNode, PaymentRows.ToPayment(row))
            : null;

    private async Task<(long Out, long Fees)> Ledger(IReadOnlyList<ListedWallet> wallets, CancellationToken cancel)
    {
        var total = (Out: 0L, Fees: 0L);
        foreach (var some in wallets.Chunk(LookupsMax))
        {
            foreach (var head in await Task.WhenAll(some.Select(
                listed => tables.Get(WalletRows.Table, WalletRows.HeadKey(listed.Wallet), cancel))))
            {
                total.Out += head?.Fields.IntegerOrNull("balance_lightning_out_msat") ?? 0;
                total.Fees += head?.Fields.IntegerOrNull("balance_network_fees_msat") ?? 0;
            }
        }

        return total;
    }

    // Captures in the books that are no successes at the node.
    private async Task<SendsVerdict> Extra(
        IReadOnlyList<ListedWallet> wallets, (long Out, long Fees) ledger, CancellationToken cancel)
    {
        var successes = new HashSet<PaymentHash>();
        var verdict = await List(wallets, ledger, successes, cancel);
        var findings = verdict.Findings.ToList();
        foreach (var listed in wallets)
        {
            var query = RowQuery.Prefix(listed.Wallet.ToString(), "payment|");
            await foreach (var row in tables.Read(WalletRows.Table, query, cancel))
            {
                var payment = PaymentRows.ToPayment(row);
                if (payment is { State: PaymentState.Succeeded, Payee: null } && !successes.Contains(payment.Hash))
                {
                    findings.Add(new Finding(
                        WalletRows.Table.Value,
                        row.Key,
                        "state",
                        "Succeeded",
                        null,
                        $"the node lists no success of payment hash {payment.Hash}"));
                }
            }
        }

        return verdict with { Findings = findings };
    }
}
