using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>Finds payments. Changes nothing.</summary>
public sealed class PaymentReads(ITableStore tables)
{
    /// <summary>By id; null when there is none. One storage transaction.</summary>
    public async Task<Payment?> ById(WalletId wallet, PaymentId payment, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, PaymentRows.Key(wallet, payment), cancel) is { } row
            ? PaymentRows.ToPayment(row)
            : null;
}
