namespace Fulgurite.Worlds.Audit;

/// <summary>The merchants' servers against the books: whoever was paid was told, in the same words each time.</summary>
internal static class CallbackAudit
{
    /// <summary>Callbacks that say what is not so, or say it in different words.</summary>
    public static IEnumerable<string> Inventions(World world, IReadOnlyList<StoredBook> books)
    {
        foreach (var shop in world.Shops)
        {
            var known = Bodies(books.Single(book => book.Wallet == shop.Wallet.ToString()));
            foreach (var stray in shop.Server.Received.Where(received => !known.Contains(received.Body)))
            {
                yield return $"{shop.Server.Url.Host} was told at {stray.At:O} what no delivery says";
            }

            foreach (var forked in shop.Server.Received.GroupBy(r => r.Body).Where(Differ))
            {
                yield return $"{shop.Server.Url.Host} got one body under several signatures";
            }
        }
    }

    /// <summary>Settled invoices whose merchant was not told, or never said so.</summary>
    public static IEnumerable<string> Losses(World world, IReadOnlyList<StoredBook> books)
    {
        foreach (var shop in world.Shops)
        {
            var book = books.Single(book => book.Wallet == shop.Wallet.ToString());
            var acknowledged = shop.Server.Received.Where(r => r.Conduct == Conduct.Acknowledge)
                .Select(received => received.Body).ToHashSet();
            var told = book.Rows("delivery")
                .Where(d => d.Text("state") == "Exhausted" || acknowledged.Contains(Body(d)))
                .Select(d => d.Text("reference")).ToHashSet();
            foreach (var invoice in book.Rows("invoice").Where(i => i.Text("state") == "Settled"))
            {
                if (!told.Contains($"{invoice.Integer("serial")}"))
                {
                    yield return $"{shop.Server.Url.Host} never acknowledged the callback of invoice {invoice.Part(1)}";
                }
            }
        }
    }

    private static HashSet<string> Bodies(StoredBook book) => [.. book.Rows("delivery").Select(Body)];

    private static string Body(StoredRow delivery) => Convert.ToHexStringLower((byte[])delivery.Columns["body"]);

    private static bool Differ(IEnumerable<ReceivedCallback> same) =>
        same.Select(r => string.Join('\n', r.Headers)).Distinct().Count() > 1;
}
