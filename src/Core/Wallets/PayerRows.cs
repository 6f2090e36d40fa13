using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Wallets;

/// <summary>How rows of what was received name the payment of ours that paid it.</summary>
internal static class PayerRows
{
    /// <summary>Who paid within the ledger what a row tells of; null where nobody did.</summary>
    public static InternalPayer? ToPayer(RowFields fields)
    {
        if (fields.TextOrNull("paid_by_payment") is not { } text)
        {
            return null;
        }

        var complete = PaymentId.TryParse(text, out var payment)
            & WalletId.TryParse(fields.Text("paid_by_wallet"), out var wallet)
            & EnvironmentId.TryParse(fields.Text("paid_by_environment"), out var environment);
        Invariant.Holds(complete, "what a wallet of ours paid carries the ids of its payment");
        return new InternalPayer(environment, wallet, payment);
    }
}
