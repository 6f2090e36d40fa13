namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Requests on chain against what was booked for them: they add up, were told of in order and to one end, are what was
/// handed out, and do not stay open for nothing.
/// </summary>
internal static class ReceiveAudit
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromMinutes(5);

    private static readonly string[] Ends =
        ["chain-request.completed", "chain-request.expired", "chain-request.canceled"];

    /// <summary>What must never be.</summary>
    public static IEnumerable<string> Inventions(World world, IReadOnlyList<StoredBook> books) => books
        .SelectMany(book => book.Rows("chain-request").SelectMany(request =>
            Sums(book, request).Concat(Story(book, request))))
        .Concat(
            from given in world.Requests.HandedOut.Values
            let kept = world.Tables.Witness.Row("wallets", $"{given.Wallet}", $"chain-request|{given.Id}")
            where kept?.Text("address") != given.Address.ToString()
                || kept.Text("payment_request") != (given.PaymentRequest ?? "")
            select $"request {given.Id} was handed out as {given.Address}, and is not stored so");

    /// <summary>What must be done once the trouble is over.</summary>
    public static IEnumerable<string> Losses(World world) => Overdue(world, DateTimeOffset.MinValue);

    /// <summary>
    /// In calm weather, requests that are still open minutes after their time, and after everything that held that off.
    /// </summary>
    public static IEnumerable<string> Overdue(World world, DateTimeOffset calmSince)
    {
        var late = world.Scheduler.Now - EndWithin;
        return from shop in world.Shops
               where calmSince < late
               let rows = world.Tables.Witness.Partition("wallets", shop.Wallet.ToString())
               from request in rows.Values
               where request.Is("chain-request") && request.Text("state") == "Open"
                   && request.Integer("pending") == 0
                   && request.Instant("expires_at") < late && request.Instant("updated_at") < late
               let invoice = rows.GetValueOrDefault($"invoice|{request.Part(1)}")
               where invoice is null || (invoice.Text("state") != "Open" && invoice.Instant("ended_at") < late)
               select $"request {request.Part(1)} is still open, and its time was over at "
                   + $"{request.Instant("expires_at"):O}";
    }

    private static IEnumerable<string> Sums(StoredBook book, StoredRow request)
    {
        var id = request.Part(1);
        var receipts = book.Rows("receipt").Where(receipt => receipt.Part(1) == id
            && receipt.Columns.GetValueOrDefault("is_expected") is true).ToList();
        var invoice = book.Rows("invoice").FirstOrDefault(invoice => invoice.Part(1) == id);
        var (onChain, overLightning, pending) = (
            receipts.Where(receipt => receipt.Text("state") == "Credited").Sum(row => row.Integer("amount_msat")),
            invoice?.Integer("amount_paid_msat") ?? 0,
            receipts.Count(receipt => receipt.Text("state") == "Pending"));
        if (request.Integer("paid_onchain_msat") != onChain || request.Integer("pending") != pending
            || request.Integer("paid_lightning_msat") != overLightning)
        {
            yield return $"request {id} says {request.Integer("paid_onchain_msat")} msat on chain, "
                + $"{request.Integer("paid_lightning_msat")} msat over Lightning and {request.Integer("pending")} "
                + $"pending; booked are {onChain} msat, {overLightning} msat and {pending}";
        }

        if (request.Text("paid_by_payment") != (invoice?.Text("paid_by_payment") ?? "")
            || request.Text("paid_by_wallet") != (invoice?.Text("paid_by_wallet") ?? ""))
        {
            yield return $"request {id} says that payment {request.Text("paid_by_payment")} paid its invoice, which "
                + $"says {invoice?.Text("paid_by_payment")}";
        }

        var (state, isPaid) = (request.Text("state"), ReceiveSteps.IsPaid(request));
        if ((state == "Completed" && !isPaid) || (state == "Open" && isPaid))
        {
            yield return $"request {id} is {state}, asks for {request.Integer("amount_msat")} msat, "
                + $"and was paid {ReceiveSteps.PaidMsat(request)} msat";
        }
    }

    // Generated first, one end exactly where it ended, and no receipt ends before it was detected.
    private static IEnumerable<string> Story(StoredBook book, StoredRow request)
    {
        var (id, seen) = (request.Part(1), new HashSet<string>());
        var hash = book.Rows("invoice").FirstOrDefault(invoice => invoice.Part(1) == id)?.Text("payment_hash");
        var events = book.Rows("event").Where(told => told.Text("receive") == id
            || (hash is not null && told.Text("payment_hash") == hash)).ToList();
        var ends = events.Count(told => Ends.Contains(told.Text("type")) || told.Text("of_request") == "completes");
        if (events.FirstOrDefault()?.Text("type") != "chain-request.generated"
            || ends != (request.Text("state") == "Open" ? 0 : 1))
        {
            yield return $"request {id} is {request.Text("state")}, and of it is told: "
                + string.Join(", ", events.Select(told => told.Text("type")));
        }

        foreach (var told in events.Where(told => told.Text("transaction").Length > 0))
        {
            var output = $"{told.Text("transaction")}:{told.Integer("output_index")}";
            if (seen.Add(output) != (told.Text("type") == "receipt.detected"))
            {
                yield return $"request {id}: of {output} is told {told.Text("type")} in the wrong order";
            }
        }
    }
}
