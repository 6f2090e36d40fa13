using Fulgurite.ChainRequests;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>
/// Adds up the receipts that came in time, request by request: their rows come together. Constant memory.
/// </summary>
internal sealed class ReceiptSums(Action<Claim> claim)
{
    private (string Request, Msat Paid, int Pending, RowKey Last)? sum;

    /// <summary>Takes the next receipt.</summary>
    public void Add(ChainReceipt receipt, RowKey row)
    {
        var request = receipt.Receive.ToString();
        if (sum?.Request != request)
        {
            Finish();
        }

        if (receipt.IsExpected == true)
        {
            var (_, paid, pending, _) = sum ?? (request, Msat.Zero, 0, row);
            sum = (
                request,
                receipt.State == ChainReceiptState.Credited ? paid + receipt.Amount : paid,
                receipt.State == ChainReceiptState.Pending ? pending + 1 : pending,
                row);
        }
    }

    /// <summary>After the last of a request's.</summary>
    public void Finish()
    {
        // Nothing that counts is nothing to confirm: a request without receipts says the same.
        if (sum is { } told && !(told.Paid.IsZero && told.Pending == 0))
        {
            claim(ChainRequestClaims.OfReceipts(told.Last, told.Request, told.Paid.Value, told.Pending));
        }

        sum = null;
    }
}
