using System.Globalization;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Holds the receipts in the books against the node, hash by hash: everything that the node settled on an invoice of
/// ours is credited once, with its amount, and nothing else is. <see cref="VerifySends"/> does the same for sends.
/// </summary>
public sealed class VerifyNode(
    ITableStore tables, ILightningNode node, PaymentHashIndex hashes, TimeProvider clock)
{
    private const int LookupsMax = 32;
    private const int RoundsMax = 5;

    /// <summary>What settled less than this ago may still be on its way to the books.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Compares. Lists the node, with three storage transactions for each settlement of ours; where the books have
    /// more, a node request for each receipt in them.
    /// </summary>
    /// <param name="wallets">Every wallet whose receipts come from the node.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="NodeUnavailableException">Nothing is proved.</exception>
    /// <exception cref="StorageUnavailableException">Nothing is proved.</exception>
    public async Task<NodeVerdict> Execute(IReadOnlyList<ListedWallet> wallets, CancellationToken cancel)
    {
        for (var rounds = 1; ; rounds++)
        {
            // The books may move while the node is listed: then once more.
            var before = await LedgerIn(wallets, cancel);
            var verdict = await List(wallets.Select(w => w.Wallet).ToHashSet(), before, cancel);
            var isStill = await LedgerIn(wallets, cancel) == before;
            if (verdict.IsProved || rounds == RoundsMax || (isStill && verdict.Findings.Count > 0))
            {
                return verdict;
            }

            if (isStill)
            {
                return verdict with { Findings = await Extra(wallets, cancel) };
            }
        }
    }

    private async Task<NodeVerdict> List(
        HashSet<Identity.WalletId> wallets, long ledgerIn, CancellationToken cancel)
    {
        var (settled, nodeIn, onTheWay) = (0L, 0L, 0L);
        var findings = new List<Finding>();
        await foreach (var some in node.ListSettledInvoices(cancel).Chunk(LookupsMax).WithCancellation(cancel))
        {
            foreach (var (invoice, location, credited) in await Task.WhenAll(some.Select(i => Find(i, cancel))))
            {
                if (location is null || !wallets.Contains(location.Wallet))
                {
                    continue;
                }

                settled++;
                nodeIn += invoice.AmountPaid.Value;
                if (credited is null && clock.GetUtcNow() - invoice.SettledAt < Grace)
                {
                    onTheWay += invoice.AmountPaid.Value;
                }
                else if (credited != invoice.AmountPaid.Value && findings.Count < Condemned.FindingsMax)
                {
                    findings.Add(NotCredited(invoice, location, credited));
                }
            }
        }

        return new NodeVerdict(settled, ledgerIn, nodeIn, onTheWay, findings);
    }

    // What the books have received on a hash; null when nothing.
    private async Task<(NodeInvoice Invoice, InvoiceLocation? Location, long? Credited)> Find(
        NodeInvoice settled, CancellationToken cancel)
    {
        if (await hashes.Find(settled.Hash, cancel) is not { Direction: PaymentDirection.Receive } location)
        {
            return (settled, null, null);
        }

        var row = await tables.Get(
            WalletRows.Table, InvoiceRows.Key(location.Wallet, location.Invoice), cancel);
        if (row?.Fields.TextOrNull("state") == nameof(InvoiceState.Settled) && !IsInternal(row))
        {
            return (settled, location, row.Fields.IntegerOrNull("amount_paid_msat"));
        }

        // In suspense: the record holds a fingerprint of the amount.
        var key = WalletRows.OnceKey(location.Wallet, new IdempotencyKey($"settle:{settled.Hash}"));
        var once = await tables.Get(WalletRows.Table, key, cancel);
        var expected = InputHash.Of(settled.Hash.ToString(), settled.AmountPaid.ToString());
        long? other = once is null ? null : -1;
        var isInSuspense = once?.Fields.TextOrNull("input") == expected.Value;
        return (settled, location, isInSuspense ? settled.AmountPaid.Value : other);
    }

    private static Finding NotCredited(NodeInvoice settled, InvoiceLocation location, long? credited) => new(
        WalletRows.Table.Value,
        InvoiceRows.Key(location.Wallet, location.Invoice),
        "amount_paid_msat",
        credited switch
        {
            null => "nothing",
            < 0 => "another amount, in suspense",
            _ => credited.Value.ToString(CultureInfo.InvariantCulture),
        },
        settled.AmountPaid.ToString(),
        $"the node settled {settled.Hash} at {settled.SettledAt:O}, settle index {settled.SettleIndex}");

    private async Task<long> LedgerIn(IReadOnlyList<ListedWallet> wallets, CancellationToken cancel)
    {
        var total = 0L;
        foreach (var some in wallets.Chunk(LookupsMax))
        {
            var heads = await Task.WhenAll(some.Select(
                listed => tables.Get(WalletRows.Table, WalletRows.HeadKey(listed.Wallet), cancel)));
            total -= heads.Sum(head => head?.Fields.IntegerOrNull("balance_lightning_in_msat") ?? 0);
        }

        return total;
    }

    // Receipts in the books that the node did not settle.
    private async Task<List<Finding>> Extra(IReadOnlyList<ListedWallet> wallets, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var listed in wallets)
        {
            var query = RowQuery.Prefix(listed.Wallet.ToString(), "event|");
            await foreach (var some in tables.Read(WalletRows.Table, query, cancel).Chunk(LookupsMax))
            {
                var found = await Task.WhenAll(some.Select(row => CheckAtNode(row, cancel)));
                findings.AddRange(found.OfType<Finding>());
            }
        }

        return findings;
    }

    // Paid within the ledger: that is no receipt from the node.
    private static bool IsInternal(Row row) => row.Fields.TextOrNull("paid_by_payment") is not null;

    private async Task<Finding?> CheckAtNode(Row happened, CancellationToken cancel)
    {
        if (IsInternal(happened) || happened.Fields.IntegerOrNull("amount_paid_msat") is not { } credited
            || !PaymentHash.TryParse(happened.Fields.TextOrNull("payment_hash"), out var hash))
        {
            return null;
        }

        var atNode = await node.LookupInvoice(hash, cancel);
        return atNode?.State == NodeInvoiceState.Settled && atNode.AmountPaid.Value == credited
            ? null
            : new Finding(
                WalletRows.Table.Value,
                happened.Key,
                "amount_paid_msat",
                credited.ToString(CultureInfo.InvariantCulture),
                atNode?.AmountPaid.ToString(),
                atNode is null ? $"the node does not know {hash}" : $"at the node {hash} is {atNode.State}");
    }
}
