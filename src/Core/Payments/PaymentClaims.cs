using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// The right to have a payment hash paid: at any time at most one payment of ours has it, across all wallets. A node
/// knows a hash once, so two payments of one invoice could not be told apart there, and one success would be charged
/// twice. The right passes on only when its holder has definitely failed. Table <c>hashes</c>: partition = payment
/// hash, row = <c>payment</c>.
/// </summary>
public sealed class PaymentClaims(ITableStore tables)
{
    private static readonly TableName Table = new("hashes");

    /// <summary>Who may have a hash paid; null when nobody asked yet. One storage transaction.</summary>
    public async Task<PaymentClaim?> Find(PaymentHash hash, CancellationToken cancel)
    {
        if (await tables.Get(Table, KeyOf(hash), cancel) is not { } row)
        {
            return null;
        }

        var complete = WalletId.TryParse(row.Fields.Text("wallet"), out var wallet)
            & PaymentId.TryParse(row.Fields.Text("payment"), out var payment);
        Invariant.Holds(complete, "a claim to a payment hash carries its ids");
        return new PaymentClaim(wallet, payment, row.Version);
    }

    /// <summary>
    /// Gives the right to a payment, unless another has it that did not fail. Idempotent; true when the payment has it.
    /// One storage transaction, and three more where the hash was claimed before.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to have it: do not pay.</exception>
    public async Task<bool> Take(Payment payment, CancellationToken cancel)
    {
        var first = RowWrite.Insert(KeyOf(payment.Hash), FieldsOf(payment));
        if (await IsStored(first, cancel))
        {
            return true;
        }

        // Somebody has it: this payment, by an earlier look or by the commit whose answer was lost, or another.
        var claim = await Find(payment.Hash, cancel)
            ?? throw new StorageUnavailableException("The right to pay an invoice could not be taken.");
        if (claim.IsOf(payment))
        {
            return true;
        }

        if (await Holder(claim, cancel) is not { State: PaymentState.Failed })
        {
            return false;
        }

        var succession = RowWrite.Replace(KeyOf(payment.Hash), FieldsOf(payment), claim.Version);
        return await IsStored(succession, cancel) || (await Find(payment.Hash, cancel))?.IsOf(payment) == true
            ? true
            : throw new StorageUnavailableException("The right to pay an invoice is being taken by another payment.");
    }

    private async Task<Payment?> Holder(PaymentClaim claim, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, PaymentRows.Key(claim.Wallet, claim.Payment), cancel) is { } row
            ? PaymentRows.ToPayment(row)
            : null;

    private async Task<bool> IsStored(RowWrite write, CancellationToken cancel) =>
        (await tables.Commit(Table, new RowBatch([write]), cancel)).Status == CommitStatus.Committed;

    private static RowKey KeyOf(PaymentHash hash) => new(hash.ToString(), "payment");

    private static RowFields FieldsOf(Payment payment) => new()
    {
        { "wallet", payment.Wallet.ToString() },
        { "payment", payment.Id.ToString() },
    };
}
