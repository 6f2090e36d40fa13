using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>Reads what a wallet holds for sends that are not final. Changes nothing.</summary>
public sealed class HoldReads(ITableStore tables)
{
    /// <summary>Most that are read: a wallet with more on its way shows the first of them.</summary>
    public const int HoldsMax = 1_000;

    private const int ReadsAtOnce = 32;

    /// <summary>
    /// The payments that something is held for, in order of their ids. One storage transaction, and one a payment.
    /// </summary>
    public async Task<IReadOnlyList<Payment>> Of(WalletId wallet, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(wallet.ToString(), PaymentRows.SendingPrefix, HoldsMax);
        var marks = await tables.ReadFirst(WalletRows.Table, query, cancel);
        var payments = new PaymentReads(tables);
        var held = new List<Payment>();
        foreach (var some in marks.Chunk(ReadsAtOnce))
        {
            var found = await Task.WhenAll(
                some.Select(mark => payments.ById(wallet, PaymentRows.PaymentOf(mark.Key), cancel)));
            held.AddRange(found.OfType<Payment>().Where(payment => !payment.IsFinal));
        }

        return held;
    }
}
