using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Worlds.Audit;

/// <summary>The merchants' servers against the books: whoever was paid was told, in the same words each time.</summary>
internal static class CallbackAudit
{
    /// <summary>What is wrong with the deliveries that are planned beside the settling of an invoice.</summary>
    public static IEnumerable<string> Planned(Moment moment, StoredRow invoice)
    {
        var id = invoice.Part(1);
        var shop = moment.World.Shops.Single(shop => shop.Wallet.ToString() == moment.Partition);
        var planned = moment.New("delivery")
            .Where(d => d.Text("reference") == $"{invoice.Integer("serial")}" && !WebhookAudit.IsOfWebhook(d)).ToList();
        var endpoints = planned.Select(delivery => delivery.Text("endpoint")).Distinct().Count();

        // Callback addresses are told of deposits alone, which requests on chain are not.
        var wanted = ReceiveSteps.IsPart(invoice) ? 0 : shop.Servers.Count;
        if (planned.Count != wanted || endpoints != wanted)
        {
            yield return $"invoice {id} settles, {wanted} endpoints want to know, {planned.Count} will";
        }

        foreach (var delivery in planned)
        {
            foreach (var problem in DepositBody.Problems((byte[])delivery.Columns["body"], invoice))
            {
                yield return $"invoice {id}: its callback {problem}";
            }
        }
    }

    /// <summary>
    /// What is wrong with a request that reaches a merchant: it was not committed before, or is not ours.
    /// </summary>
    public static IEnumerable<string> Arrived(World world, Merchant server, ReceivedCallback received) =>
        world.Webhooks.Of(server) is { } hook
            ? WebhookAudit.Arrived(world, hook, received)
            : ArrivedAtAddress(world, server, received);

    private static IEnumerable<string> ArrivedAtAddress(World world, Merchant server, ReceivedCallback received)
    {
        var shops = world.Shops.Where(shop => shop.Servers.Contains(server)).ToList();
        var isPlanned = shops.SelectMany(shop => world.Tables.Witness.Partition("wallets", $"{shop.Wallet}").Values)
            .Any(row => row.Is("delivery")
                && received.Body.AsSpan().SequenceEqual((byte[])row.Columns["body"]));
        if (!isPlanned)
        {
            yield return $"{server.Url.Host} is told what no book of its shops says";
        }

        var mac = HMACSHA512.HashData(Encoding.UTF8.GetBytes(shops[0].ProcessingSecret), received.Body);
        if (received.Headers.All(header => header.Value != Convert.ToHexStringLower(mac)))
        {
            yield return $"{server.Url.Host} gets a callback whose signature is not over its bytes";
        }
    }

    /// <summary>Callbacks that say one thing in different words.</summary>
    public static IEnumerable<string> Inventions(World world, IReadOnlyList<StoredBook> books)
    {
        foreach (var server in world.Merchants.Values.Where(server => world.Webhooks.Of(server) is null))
        {
            foreach (var forked in server.Received.GroupBy(r => r.BodyHex).Where(Differ))
            {
                yield return $"{server.Url.Host} got one body under several signatures";
            }

            foreach (var twice in server.Received.Select(r => r.BodyHex).Distinct().GroupBy(DepositBody.IdOf)
                .Where(same => same.Count() > 1))
            {
                yield return $"{server.Url.Host} was told of transaction {twice.Key} in {twice.Count()} versions";
            }
        }
    }

    /// <summary>Settled invoices that an endpoint was not told of, or never said so.</summary>
    public static IEnumerable<string> Losses(World world, IReadOnlyList<StoredBook> books)
    {
        foreach (var (shop, server) in world.Shops.SelectMany(shop => shop.Servers.Select(server => (shop, server))))
        {
            var book = books.Single(book => book.Wallet == shop.Wallet.ToString());
            var endpoint = Endpoint(world, shop, server);
            var acknowledged = server.Received.Where(r => r.IsAcknowledged).Select(r => r.BodyHex).ToHashSet();
            var told = book.Rows("delivery")
                .Where(d => d.Text("endpoint") == endpoint)
                .Where(d => d.Text("state") == "Exhausted" || acknowledged.Contains(Body(d)))
                .Select(d => d.Text("reference")).ToHashSet();
            foreach (var invoice in book.Rows("invoice").Where(
                i => i.Text("state") == "Settled" && !ReceiveSteps.IsPart(i)))
            {
                if (!told.Contains($"{invoice.Integer("serial")}"))
                {
                    yield return $"{server.Url.Host} never acknowledged the callback of invoice {invoice.Part(1)}";
                }
            }

            foreach (var left in book.Rows("delivery").Where(d => d.Text("state") == "Pending"))
            {
                yield return $"callback {left.Part(1)} is still due";
            }
        }
    }

    private static string Endpoint(World world, Shop shop, Merchant server) =>
        world.Tables.Witness.Partition("registry", shop.Environment.ToString()).Values
            .Single(row => row.Is("endpoint") && row.Text("scheme") == server.Scheme).Part(1);

    private static string Body(StoredRow delivery) => Convert.ToHexStringLower((byte[])delivery.Columns["body"]);

    private static bool Differ(IEnumerable<ReceivedCallback> same) =>
        same.Select(r => string.Join('\n', r.Headers)).Distinct().Count() > 1;
}
