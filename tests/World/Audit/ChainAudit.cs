using Fulgurite.Worlds.Blocks;

namespace Fulgurite.Worlds.Audit;

/// <summary>The books against the chain: every output is credited once, and every send pays once.</summary>
internal static class ChainAudit
{
    private static readonly TimeSpan DoneWithin = TimeSpan.FromMinutes(5);

    /// <summary>What must never be.</summary>
    public static IEnumerable<string> Inventions(World world, IReadOnlyList<StoredBook> books) => books
        .SelectMany(Movements)
        .Concat(PaidTwice(world))
        .Concat(
            from book in books
            from receipt in book.Rows("receipt")
            group receipt by ReceiptSteps.OutputOf(receipt) into same
            where same.Count() > 1
            select $"output {same.Key} is noted {same.Count()} times")
        .Concat(
            from given in world.ChainOrders.HandedOut
            let kept = world.Tables.Witness.Row("addresses", given.Value.ToString(), "receive")
            where kept?.Text("receive") != given.Key.ToString()
            select $"{given.Value} was handed out for receive {given.Key}, and is not stored");

    /// <summary>What must be done once the trouble is over.</summary>
    public static IEnumerable<string> Losses(World world, IReadOnlyList<StoredBook> books) =>
        Overdue(world, DateTimeOffset.MinValue, world.Scheduler.Now);

    /// <summary>In calm weather, what could have been done minutes ago.</summary>
    public static IEnumerable<string> Overdue(World world, DateTimeOffset calmSince) => calmSince
        > world.Scheduler.Now - DoneWithin || world.Chain.ReorganizedAt > world.Scheduler.Now - DoneWithin
        ? []
        : Overdue(world, calmSince, world.Scheduler.Now - DoneWithin);

    /// <summary>Whether a send waits for a person: its coins are spent otherwise, and it is never released.</summary>
    public static bool IsStuck(World world, StoredRow send) => send.Text("state") == "Signed"
        && world.Chain.Prepared.Find(made => made.Transaction.Id.ToString() == send.Text("transaction_id")) is { } made
        && world.Chain.Find(send.Text("transaction_id")) is null
        && world.Chain.Coins.Contradicts(made.Transaction);

    /// <summary>Whether something on the chain still waits: for blocks, or for its next step.</summary>
    public static bool IsUnderWay(World world) =>
        NotBooked(world).Any()
        || world.Chain.PublicationsUnderWay.Count > 0
        || Sending(world).Any(send => !IsStuck(world, send));

    /// <summary>Outputs that pay an address of ours, and are neither credited nor in suspense.</summary>
    public static IEnumerable<(WorldTransaction Paid, uint Index, long AmountMsat, StoredRow Owner)> NotBooked(
        World world) => Outputs(world).Where(output => !IsFinal(world, output));

    private static IEnumerable<string> Overdue(World world, DateTimeOffset calmSince, DateTimeOffset late)
    {
        foreach (var output in NotBooked(world))
        {
            var required = WorldChain.RequiredFor(output.AmountMsat);
            if (world.Chain.Height - output.Paid.Height + 1 >= required
                && output.Paid.Reached(required) is { } reached && reached < late && reached >= calmSince)
            {
                yield return $"output {output.Paid.Signed.Id}:{output.Index} has been confirmed since {reached:O}, "
                    + "and is in no book";
            }
        }

        foreach (var send in Sending(world).Where(send => !IsStuck(world, send)))
        {
            if (send.Instant("created_at") < late)
            {
                yield return $"send {send.Part(1)} is still {send.Text("state")}";
            }
        }
    }

    private static IEnumerable<StoredRow> Sending(World world) =>
        from shop in world.Shops
        from row in world.Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Values
        where row.Is("chain-send") && row.Text("state") is "Initiated" or "Signed"
        select row;

    // What pays an address that is stored: whoever was not told of one has nothing that anybody could pay.
    private static IEnumerable<(WorldTransaction Paid, uint Index, long AmountMsat, StoredRow Owner)> Outputs(
        World world) =>
        from paid in world.Chain.Transactions
        where !paid.IsGone
        from output in paid.Ours
        let owner = world.Tables.Witness.Row("addresses", output.Address.ToString(), "receive")
        where owner is not null
        select (paid, output.Index, output.Amount.Value, owner);

    private static bool IsFinal(
        World world, (WorldTransaction Paid, uint Index, long AmountMsat, StoredRow Owner) output)
    {
        var key = $"receipt|{output.Owner.Text("receive")}|{output.Paid.Signed.Id}|{output.Index:D10}";
        return world.Tables.Witness.Row("wallets", output.Owner.Text("wallet"), key)?.Text("state")
            is "Credited" or "Suspended";
    }

    // Of all transactions that were published for a send there is one, and it is the one that is kept.
    private static IEnumerable<string> PaidTwice(World world)
    {
        foreach (var same in world.Chain.Transactions.Where(t => t.Label.Length > 0).GroupBy(t => t.Label))
        {
            var send = ChainRequestAudit.OfLabel(world, same.Key);
            if (same.Count() > 1 || send?.Text("state") is not ("Signed" or "Sent")
                || send.Text("transaction_id") != same.First().Signed.Id.ToString())
            {
                yield return $"{same.Count()} transactions were published as {same.Key}, and its book keeps "
                    + $"{send?.Text("transaction_id")}, {send?.Text("state")}";
            }
        }
    }

    // The lines of sends and receipts are those that their rows explain, and there are no others on chain.
    private static IEnumerable<string> Movements(StoredBook book)
    {
        var said = book.Rows("journal").Where(line => line.Text("transfers").Contains("onchain")
                || line.Text("movement").EndsWith("-onchain", StringComparison.Ordinal))
            .Select(line => $"{line.Text("reference")} {PaymentAudit.Say(line)}");
        var expected = book.Rows("chain-send")
            .SelectMany(send => ChainSendSteps.Expected(send).Select(line => $"{send.Part(1)} {line}"))
            .Concat(book.Rows("receipt").Where(receipt => ReceiptSteps.Expected(receipt) is not null)
                .Select(receipt => $"{receipt.Part(1)} {ReceiptSteps.Expected(receipt)}"));
        var lines = said.Order(StringComparer.Ordinal).ToList();
        var rows = expected.Order(StringComparer.Ordinal).ToList();
        if (!lines.SequenceEqual(rows))
        {
            yield return $"wallet {book.Wallet}: on chain the journal says "
                + $"{string.Join(" then ", lines.Except(rows))}, its rows {string.Join(" then ", rows.Except(lines))}";
        }
    }
}
