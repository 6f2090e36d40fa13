namespace Fulgurite.Worlds.Audit;

/// <summary>An invoice goes from open to one end, and says throughout what the merchant asked for.</summary>
internal static class InvoiceSteps
{
    private static readonly string[] MayChange =
    [
        "state", "amount_paid_msat", "fee_paid_msat", "settled_at", "ended_at", "paid_by_environment",
        "paid_by_wallet", "paid_by_payment",
    ];

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(Moment moment) => moment.Of("invoice")
        .Where(change => change.After is not null)
        .SelectMany(change => change.IsNew ? New(moment, change.After!) : Change(moment, change));

    private static IEnumerable<string> New(Moment moment, StoredRow invoice)
    {
        var id = invoice.Part(1);
        if (invoice.Text("state") != "Open")
        {
            yield return $"invoice {id} begins as {invoice.Text("state")}";
        }

        var order = moment.OrderOf(id);
        var shop = moment.World.Shops.Find(shop => shop.Wallet == order?.Wallet);
        if (order is null || shop is null)
        {
            yield return $"invoice {id} was not asked for";
            yield break;
        }

        if (moment.Partition != order.Wallet.ToString()
            || invoice.Text("environment") != order.Environment.ToString()
            || invoice.Text("description") != order.Description
            || invoice.Text("merchant_reference") != (order.MerchantReference ?? "")
            || invoice.Text("customer_reference") != (order.CustomerReference ?? "")
            || invoice.Instant("expires_at") - invoice.Instant("created_at") != order.Expiry
            || invoice.Integer("amount_msat") != (order.Amount?.Value ?? 0)
            || invoice.Integer("fee_basis_points") != (order.TakesDepositFee ? shop.FeeBasisPoints : 0)
            || ReceiveSteps.IsPart(invoice) != order.IsPartOfRequest)
        {
            yield return $"invoice {id} is not what was asked for";
        }

        var known = moment.Witness.Row("hashes", invoice.Text("payment_hash"), "invoice");
        if (known?.Text("invoice") != id || known.Text("wallet") != moment.Partition)
        {
            yield return $"invoice {id} is stored, and its payment hash does not lead to it";
        }

        var atNode = moment.World.Node.Issued(invoice.Text("payment_request"));
        if (atNode is null || atNode.Hash.ToString() != invoice.Text("payment_hash"))
        {
            yield return $"invoice {id} is not what the node issued";
        }
        else if (Math.Abs((atNode.ExpiresAt - invoice.Instant("expires_at")).TotalSeconds) > 1)
        {
            yield return $"invoice {id} expires at another time than at the node";
        }
    }

    private static IEnumerable<string> Change(Moment moment, RowChange change)
    {
        var (before, after, id) = (change.Before!, change.After!, change.Either.Part(1));
        var changed = change.Changed.ToList();
        if (changed.Except(MayChange).Any())
        {
            yield return $"invoice {id}: {string.Join(", ", changed.Except(MayChange))} changed";
        }

        if (changed.Count > 0 && before.Text("state") != "Open")
        {
            yield return $"invoice {id} was {before.Text("state")} already and became {after.Text("state")}";
        }

        if (changed.Count > 0 && after.Text("state") is not ("Settled" or "Expired" or "Canceled"))
        {
            yield return $"invoice {id} became {after.Text("state")}";
        }

        if (after.Text("state") == "Expired" && moment.Now < after.Instant("expires_at"))
        {
            yield return $"invoice {id} expired before its time";
        }

        if (after.Text("state") == "Canceled" && !moment.World.Withdrawn.Contains(id))
        {
            yield return $"invoice {id} is withdrawn, and nobody asked for that";
        }

        var atNode = moment.World.Node.Ever(after.Text("payment_hash"));
        if (after.Text("state") is "Expired" or "Canceled" && atNode is { IsInTime: true })
        {
            yield return $"invoice {id} became {after.Text("state")} although it was paid in time";
        }
    }
}
