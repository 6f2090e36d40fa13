namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Says what is wrong with a world. Reads rows, the node's records and what reached the merchants, and knows the stored
/// formats from their description: it shares no code with what it checks.
/// </summary>
internal static class Auditor
{
    /// <summary>What must never be, in the middle of any trouble.</summary>
    public static IReadOnlyList<string> AtAnyTime(World world)
    {
        var books = Books(world);
        return
        [
            .. books.SelectMany(BookAudit.Problems),
            .. books.SelectMany(IndexAudit.Problems),
            .. IndexAudit.SharedSerials(books),
            .. MoneyAudit.Inventions(world, books),
            .. MoneyAudit.Forgotten(world, books),
            .. PaymentAudit.Inventions(world, books),
            .. InternalAudit.Inventions(books),
            .. ChainAudit.Inventions(world, books),
            .. ReceiveAudit.Inventions(world, books),
            .. CallbackAudit.Inventions(world, books),
        ];
    }

    /// <summary>The same, and what must be done once the trouble is over and everything has had its time.</summary>
    public static IReadOnlyList<string> AtRest(World world)
    {
        var books = Books(world);
        return
        [
            .. AtAnyTime(world),
            .. MoneyAudit.Losses(world, books),
            .. PaymentAudit.Losses(world, books),
            .. InternalAudit.Losses(books),
            .. ChainAudit.Losses(world, books),
            .. ReceiveAudit.Losses(world),
            .. HoldingsAudit.AtRest(world, books),
            .. BillAudit.AtRest(world, books),
            .. CallbackAudit.Losses(world, books),
            .. books.SelectMany(book => IndexAudit.LeftOver(world, book)),
        ];
    }

    private static IReadOnlyList<StoredBook> Books(World world) =>
        [.. StoreReader.Table(world, "wallets").Select(written => new StoredBook(written.Key, written.Value))];
}
